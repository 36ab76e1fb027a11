import { describe, expect, it } from 'vitest';
import { memoryFiles } from '../../pipeline/files/memory-files.ts';
import { tinyTexts } from '../locales/tiny-texts.ts';
import { tinyFiles } from '../problems/tiny-publication.ts';
import { placed, publish } from './publish.ts';

const edition = `<mjml lang="{{locale}}" dir="{{direction}}">
  {{! a comment on a line of its own, which Handlebars takes out }}
  <mj-head><mj-title>{{edition.subject}}</mj-title></mj-head>
  <mj-body>
    {{#if isMail}}
    {{> parts/greeting}}
    {{/if}}
    <mj-section>
      <mj-column>
        {{#each body}}
        {{> (partialOf this)}}
        {{/each}}
      </mj-column>
    </mj-section>
  </mj-body>
</mjml>
`;
const kinds = ['paragraph', 'heading', 'quote', 'list', 'image', 'link', 'button', 'divider'];

/** A package of small templates, without a mistake. */
const templates: Readonly<Record<string, string | Uint8Array>> = {
  ...tinyTexts,
  'templates/email/edition.mjml.hbs': edition,
  'templates/email/parts/greeting.mjml.hbs': [
    '<mj-section>',
    '  <mj-column>',
    '    {{> parts/named}}',
    '  </mj-column>',
    '</mj-section>',
  ].join('\n'),
  'templates/email/parts/named.mjml.hbs':
    '<mj-text>\n  {{#personal}}<p>{{t "email:greeting" name=merge.name}}</p>{{/personal}}\n  <p>{{t "email:sent" count=stories.length day=edition.date}}</p>\n</mj-text>\n',
  ...Object.fromEntries(
    kinds.map((kind) => [`templates/email/blocks/${kind}.mjml.hbs`, `<mj-text><p>${kind}</p></mj-text>\n`]),
  ),
};

async function problemsWith(over: Readonly<Record<string, string>>) {
  const { problems } = await publish(tinyFiles, memoryFiles({ ...templates, ...over }));
  return problems;
}

const paragraph = 'templates/email/blocks/paragraph.mjml.hbs';
const named = 'templates/email/parts/named.mjml.hbs';
const greeting = 'templates/email/parts/greeting.mjml.hbs';
const main = 'templates/email/edition.mjml.hbs';

describe('what MJML refuses is told where it stands in the template', () => {
  it('and nothing is told of templates without a mistake', async () => {
    expect((await problemsWith({})).map(placed)).toEqual([]);
  });

  it.each([
    ['an unknown tag', paragraph, '<mj-txt>a</mj-txt>', [`mjml-invalid ${paragraph}:1:1`]],
    [
      'an unknown tag after a line',
      paragraph,
      '<mj-text>a</mj-text>\n\n  <mj-txt>a</mj-txt>',
      [`mjml-invalid ${paragraph}:3:3`],
    ],
    [
      'an unknown attribute',
      paragraph,
      '<mj-text\n  colour="red">a</mj-text>',
      [`mjml-invalid ${paragraph}:1:1`],
    ],
    [
      'an attribute with a wrong value',
      paragraph,
      '{{#if id}}\n{{/if}}\n<mj-text padding="wide">a</mj-text>',
      [`mjml-invalid ${paragraph}:3:1`],
    ],
    [
      'a tag where it may not stand',
      greeting,
      '{{#if isMail}}\n  <mj-text>{{merge.webVersionUrl}}</mj-text>\n{{/if}}',
      [
        `mjml-invalid ${greeting}:2:3`,
        `template-unused ${named}:1:1`,
        'locale-key-unused locales/en/email.json:2:15',
        'locale-key-unused locales/en/email.json:4:15',
        'locale-key-unused locales/nl/email.json:2:15',
        'locale-key-unused locales/nl/email.json:4:15',
      ],
    ],
    [
      'a paragraph that is not closed',
      paragraph,
      '<mj-text>\n  <p>a\n</mj-text>',
      [`template-unclosed ${paragraph}:2:3`],
    ],
    [
      'strong that is not closed',
      paragraph,
      '\n<mj-text><p><strong>{{paragraph}}</p></mj-text>',
      [`template-unclosed ${paragraph}:2:13`],
    ],
    [
      'a column that is not closed',
      main,
      edition.replace('      </mj-column>\n', ''),
      [`template-unclosed ${main}:9:7`],
    ],
    ['a text that is not closed', paragraph, '<mj-text><p>a</p>', [`template-unclosed ${paragraph}:1:1`]],
    [
      'an unclosed tag in a partial of a partial, after a tag on a line of its own',
      named,
      '{{#if isMail}}\n{{/if}}\n<mj-text>\n  {{#if isMail}}\n  {{#personal}}<p><em>{{t "email:greeting" name=merge.name}}</p>{{/personal}}{{t "email:sent" count=stories.length day=edition.date}}\n  {{/if}}\n</mj-text>',
      [`template-unclosed ${named}:5:19`],
    ],
    [
      'text in a column',
      paragraph,
      '{{#if id}}\n{{/if}}\n\n  a {{id}} <mj-text>b</mj-text>',
      [`mjml-invalid ${paragraph}:4:3`],
    ],
    [
      'a personal part around a tag of MJML, which would be lost',
      greeting,
      '<mj-section><mj-column>\n{{#personal}}\n{{> parts/named}}\n{{/personal}}\n</mj-column></mj-section>',
      [`mjml-invalid ${greeting}:2:1`],
    ],
    [
      'a closing tag too many',
      paragraph,
      '<mj-text><p>a</p></p></mj-text>\n',
      [`template-unclosed ${paragraph}:1:18`],
    ],
    [
      'no body',
      main,
      edition.replace(
        /<mj-body>[\s\S]*<\/mj-body>/,
        '{{#each body}}{{> (partialOf this)}}{{/each}}{{#if isMail}}{{> parts/greeting}}{{/if}}',
      ),
      [`mjml-invalid ${main}:1:1`],
    ],
  ])('%s', async (_title, file, text, expected) => {
    const problems = (await problemsWith({ [file]: text })).map(placed);
    // Each mistake is met in mail, on the web and in both languages, and told once.
    expect(problems.sort()).toEqual([...expected].sort());
  });

  it('in words of this project, without a path of this machine', async () => {
    const [problem] = await problemsWith({ [paragraph]: '<mj-txt>a</mj-txt>' });
    expect(problem?.message).toMatchInlineSnapshot(
      `"MJML refuses this: Element mj-txt doesn't exist or is not registered (<mj-txt>)."`,
    );
    expect(JSON.stringify(problem)).not.toContain(process.cwd());
    expect(problem?.frame).toContain('<mj-txt>');
  });
});
