import { createRequire } from 'node:module';
import { describe, expect, it, vi } from 'vitest';
import { loadShared } from '../../pipeline/check/load-shared.ts';
import { listSlugs } from '../../pipeline/content/list-slugs.ts';
import { readIssues } from '../../pipeline/content/read-issues.ts';
import { renderEditions } from '../../pipeline/editions/render-editions.ts';
import { memoryFiles } from '../../pipeline/foundation/files/memory-files.ts';
import { Report } from '../../pipeline/foundation/problems/report.ts';
import type { Publication } from '../../pipeline/publication/publication.ts';
import { readTemplates } from '../../pipeline/publication/templates/read-templates.ts';
import { tinyFiles } from '../problems/tiny-publication.ts';
import { layerOf } from '../publication/templates/layer-of.ts';
import { placed, repository } from './publish.ts';

const edition = `<mjml lang="{{locale}}" dir="{{direction}}">
  {{! a comment on a line of its own, which Handlebars takes out }}
  <mj-head><mj-title>{{edition.subject}}</mj-title></mj-head>
  <mj-body>
    {{#if locale}}
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

/** Small templates without a mistake. */
const templates: Readonly<Record<string, string>> = {
  'templates/email/edition.mjml.hbs': edition,
  'templates/email/parts/greeting.mjml.hbs': [
    '<mj-section>',
    '  <mj-column>',
    '    {{> parts/named}}',
    '  </mj-column>',
    '</mj-section>',
  ].join('\n'),
  'templates/email/parts/named.mjml.hbs': [
    '<mj-text>',
    '  {{#personal}}<p>{{t "email:greetingNamed" name=merge.name}}</p>{{/personal}}',
    '</mj-text>',
  ].join('\n'),
  ...Object.fromEntries(
    kinds.map((kind) => [`templates/email/blocks/${kind}.mjml.hbs`, `<mj-text><p>${kind}</p></mj-text>\n`]),
  ),
};

const files = memoryFiles(tinyFiles);
const publication = await loadShared({ package: repository, publication: files }, new Report());
if (publication === undefined) throw new Error('The publication cannot be read.');
const issues = await readIssues(files, publication.newsletter, await listSlugs(files), new Report());

/** The problems of rendering with these templates. */
async function problemsWith(over: Readonly<Record<string, string>>) {
  const report = new Report();
  const email = await readTemplates([layerOf(memoryFiles({ ...templates, ...over }))], 'email', report);
  await renderEditions(
    { ...publication, templates: { ...publication?.templates, email } } as Publication,
    files,
    issues,
    report,
  );
  return report.problems;
}

const paragraph = 'templates/email/blocks/paragraph.mjml.hbs';
const named = 'templates/email/parts/named.mjml.hbs';
const greeting = 'templates/email/parts/greeting.mjml.hbs';
const main = 'templates/email/edition.mjml.hbs';

describe('mistakes that MJML reports have their place in the template', () => {
  it('and templates without mistakes have no problems', async () => {
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
      '{{#if locale}}\n  <mj-text>{{merge.webVersionUrl}}</mj-text>\n{{/if}}',
      [`mjml-invalid ${greeting}:2:3`],
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
      '{{#if locale}}\n{{/if}}\n<mj-text>\n  {{#if locale}}\n  {{#personal}}<p><em>{{t "email:greetingNamed" name=merge.name}}</p>{{/personal}}\n  {{/if}}\n</mj-text>',
      [`template-unclosed ${named}:5:19`],
    ],
    [
      'a tag that is not closed, in a file with CRLF',
      paragraph,
      '{{#if id}}\r\n{{/if}}\r\n<mj-text>\r\n  <p>a\r\n</mj-text>',
      [`template-unclosed ${paragraph}:4:3`],
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
        '{{#each body}}{{> (partialOf this)}}{{/each}}{{#if locale}}{{> parts/greeting}}{{/if}}',
      ),
      [`mjml-invalid ${main}:1:1`],
    ],
  ])('%s', async (_title, file, text, expected) => {
    const problems = (await problemsWith({ [file]: text })).map(placed);
    // Each mistake is met in both languages, and told once.
    expect(problems.sort()).toEqual([...expected].sort());
  });

  it('in words of this project, without a path of this machine', async () => {
    const [problem] = await problemsWith({ [paragraph]: '<mj-txt>a</mj-txt>' });
    expect(problem?.message).toMatchInlineSnapshot(
      `"MJML rejects this: Element mj-txt doesn't exist or is not registered (<mj-txt>)."`,
    );
    expect(JSON.stringify(problem)).not.toContain(process.cwd());
    expect(problem?.frame).toContain('<mj-txt>');
  });
});

describe('MJML', () => {
  it('loads without a warning of Node, and changes no global variable', async () => {
    const { cache, resolve } = createRequire(import.meta.url);
    delete cache[resolve('mjml-browser')];
    const before = Reflect.ownKeys(globalThis);
    const localStorage = vi.fn();
    const original = Object.getOwnPropertyDescriptor(globalThis, 'localStorage');
    Object.defineProperty(globalThis, 'localStorage', { get: localStorage, configurable: true });
    try {
      // Another instance of the module, because this process may have loaded MJML before.
      const path = '../../pipeline/editions/mjml/load-mjml.ts?again';
      const { loadMjml }: typeof import('../../pipeline/editions/mjml/load-mjml.ts') = await import(path);
      const { html } = await (await loadMjml())('<mjml><mj-body></mj-body></mjml>', {});
      expect(html).toContain('<!doctype html>');
      expect(Object.getOwnPropertyDescriptor(globalThis, 'localStorage')?.get).toBe(localStorage);
    } finally {
      if (original) Object.defineProperty(globalThis, 'localStorage', original);
      else Reflect.deleteProperty(globalThis, 'localStorage');
    }
    expect(localStorage).not.toHaveBeenCalled();
    expect(Reflect.ownKeys(globalThis).sort(byName)).toEqual(before.sort(byName));
  });
});

const byName = (one: string | symbol, other: string | symbol) => (String(one) < String(other) ? -1 : 1);
