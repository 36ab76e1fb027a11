/** An extension with a kind of its own, as a publication outside of this repository has it. */
export const timelineExtension = `import type { Extension } from 'courant';
import { bullet } from './bullet.js';

const timeline: Extension = ({ defineBlock, fields: { date, inline, several } }) => ({
  blocks: [
    defineBlock({
      kind: 'timeline',
      label: 'a timeline',
      description: 'Events in their order.',
      shape: {
        timeline: several(inline('An event.'), 'The events.'),
        since: date('The first day.').optional(),
      },
      toText: ({ timeline }, tools) =>
        timeline.map((each) => tools.wrap(\`\${bullet} \${tools.inline(each)}\`)).join('\\n'),
    }),
  ],
});
export default timeline;
`;

export const timelineFiles = {
  'extensions/timeline.ts': timelineExtension,
  'extensions/bullet.js': `export const bullet = '-';\n`,
  'templates/email/blocks/timeline.mjml.hbs':
    '<mj-text css-class="block text"><ol>{{#each timeline}}<li>{{this}}</li>{{/each}}</ol></mj-text>\n',
  'templates/archive/blocks/timeline.html.hbs':
    '<ol class="timeline">{{#each timeline}}<li>{{this}}</li>{{/each}}</ol>\n',
};

export const timelineArticle = (headline: string) => `kind: article
date: 2026-03-09
status: ready
headline: ${headline}
body:
  - timeline: ["*1912*: built", "1921: widened"]
    since: 2026-03-09
`;

export const timelineTranslation = (headline: string) => `status: ready
headline: ${headline}
body:
  - timeline: ["*1912*: gebouwd", "1921: verbreed"]
`;

export const timelineNewsletter = `name: Tiny
description: Tiny
url: https://tiny.example.org
sender:
  address: news@example.org
  postal: Kade 1, Veermonde
languages:
  source: en
  editions: [en, nl]
extensions: [extensions/timeline.ts]
`;
