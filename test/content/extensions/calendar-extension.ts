/** An extension with a kind of its own, as a publication outside of this repository has it. */
export const calendarExtension = `import type { Extension } from 'courant';
import { bullet } from './bullet.js';

const calendar: Extension = ({ defineBlock, fields: { date, inline, several } }) => ({
  blocks: [
    defineBlock({
      kind: 'calendar',
      label: 'a calendar',
      description: 'Events in their order.',
      shape: {
        calendar: several(inline('An event.'), 'The events.'),
        since: date('The first day.').optional(),
      },
      toText: ({ calendar }, tools) =>
        calendar.map((each) => tools.wrap(\`\${bullet} \${tools.inline(each)}\`)).join('\\n'),
    }),
  ],
});
export default calendar;
`;

export const calendarFiles = {
  'extensions/calendar.ts': calendarExtension,
  'extensions/bullet.js': `export const bullet = '-';\n`,
  'templates/email/blocks/calendar.mjml.hbs':
    '<mj-text css-class="block text"><ol>{{#each calendar}}<li>{{this}}</li>{{/each}}</ol></mj-text>\n',
  'templates/archive/blocks/calendar.html.hbs':
    '<ol class="calendar">{{#each calendar}}<li>{{this}}</li>{{/each}}</ol>\n',
};

export const calendarArticle = (headline: string) => `kind: article
date: 2026-03-09
status: ready
headline: ${headline}
body:
  - calendar: ["*1912*: built", "1921: widened"]
    since: 2026-03-09
`;

export const calendarTranslation = (headline: string) => `status: ready
headline: ${headline}
body:
  - calendar: ["*1912*: gebouwd", "1921: verbreed"]
`;

export const calendarNewsletter = `name: Tiny
description: Tiny
url: https://tiny.example.org
sender:
  address: news@example.org
  postal: Kade 1, Veermonde
languages:
  source: en
  editions: [en, nl]
extensions: [extensions/calendar.ts]
`;
