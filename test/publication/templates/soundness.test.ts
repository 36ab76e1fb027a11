import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAddresses } from '../../../pipeline/editions/addresses.ts';
import { emailRules } from '../../../pipeline/editions/edition-rules.ts';
import { createMailView } from '../../../pipeline/editions/mail-view.ts';
import { htmlHelpers } from '../../../pipeline/editions/template-helpers.ts';
import { createTypesetter } from '../../../pipeline/editions/typography/typesetter.ts';
import { createWords } from '../../../pipeline/editions/words.ts';
import { memoryFiles } from '../../../pipeline/foundation/files/memory-files.ts';
import { Report } from '../../../pipeline/foundation/problems/report.ts';
import { compileTemplates } from '../../../pipeline/publication/templates/compile-templates.ts';
import { lintTemplates } from '../../../pipeline/publication/templates/lint-templates.ts';
import { readTemplates } from '../../../pipeline/publication/templates/read-templates.ts';
import { publish, repository } from '../../editions/publish.ts';
import { layerOf } from './layer-of.ts';

const { publication, issues } = await publish(repository, repository);
if (publication === undefined) throw new Error('The publication cannot be read.');
const { newsletter } = publication;

/** The views of real editions: with and without stories, corrections, a withdrawal, the personal parts. */
const views = issues.flatMap(({ issue, assets }) =>
  [...issue.articles.values()].flatMap((article) =>
    [article, { ...article, withdrawn: { date: undefined, text: 'Why.' } }].flatMap((one) => {
      const words = createWords(createTypesetter('und', undefined));
      const addresses = createAddresses(newsletter.url);
      const input = { newsletter, addresses, issue, article: one, pictures: assets, logo: undefined, words };
      return createMailView(input);
    }),
  ),
);

const path = fc.constantFrom(
  ...'locale edition.headline edition.withdrawn edition.withdrawn.text edition publication.logo publication.logo.src'.split(
    ' ',
  ),
  ...'stories body corrections translations stories.length headline image image.src image.width summary url'.split(
    ' ',
  ),
  ...'this text kind quote list ../locale ../edition.headline ../image.src ../../locale item item.image.src'.split(
    ' ',
  ),
  ...'item.headline at @root.locale @root.edition.withdrawn.text @root.stories @index @first @../index'.split(
    ' ',
  ),
  ...'merge merge.name merge.unsubscribeUrl name unsubscribeUrl nope edition.nope constructor label'.split(
    ' ',
  ),
);

/** Templates of every construct, right and wrong, within one another. */
const { body } = fc.letrec<{ body: string; node: string }>((tie) => ({
  body: fc.array(tie('node'), { maxLength: 3 }).map((nodes) => nodes.join('')),
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    path.map((name) => `{{${name}}}`),
    fc.constantFrom('x', '{{t "email:related"}}', '{{> (partialOf this)}}'),
    path.map((name) => `{{t "email:greetingNamed" name=${name}}}`),
    fc
      .tuple(path, fc.constantFrom('"headline"', '"text"', '0', '"src"'))
      .map(([of, key]) => `{{lookup ${of} ${key}}}`),
    fc
      .tuple(path, fc.constantFrom(' ', ' label=locale ', ' name=locale '))
      .map(([of, more]) => `{{> part ${of}${more}}}`),
    fc.constantFrom('{{> part}}', '{{> part label=edition.headline}}'),
    fc
      .tuple(fc.constantFrom('if', 'unless', 'with', 'each'), path, tie('body'), tie('body'))
      .map(([helper, name, inner, other]) => `{{#${helper} ${name}}}${inner}{{else}}${other}{{/${helper}}}`),
    fc
      .tuple(fc.constantFrom('with', 'each'), path, tie('body'))
      .map(([helper, name, inner]) => `{{#${helper} ${name} as |item at|}}${inner}{{/${helper}}}`),
    fc
      .tuple(fc.constantFrom('body', 'stories', 'corrections'), tie('body'))
      .map(([name, inner]) => `{{#each ${name}}}${inner}{{/each}}`),
    fc
      .tuple(fc.constantFrom('image', 'edition.withdrawn', 'label'), tie('body'))
      .map(([name, inner]) => `{{#if ${name}}}${inner}{{/if}}`),
    fc
      .tuple(tie('body'), tie('body'))
      .map(([one, other]) => `{{#personal}}${one}{{else}}${other}{{/personal}}`),
  ),
}));

describe('a template that raises no problem', () => {
  it('can be rendered for every edition and shows no object', async () => {
    let rendered = 0;
    await fc.assert(
      fc.asyncProperty(body, body, async (main, part) => {
        const files = {
          'templates/email/edition.hbs': `-${main}`,
          'templates/email/part.hbs': `-${part}`,
          ...Object.fromEntries(
            Object.keys(emailRules.blocks).map((kind) => [
              `templates/email/blocks/${kind}.hbs`,
              `{{kind}}{{id}}`,
            ]),
          ),
        };
        const report = new Report();
        const templates = await readTemplates([layerOf(memoryFiles(files))], 'email', report);
        lintTemplates(templates, emailRules, report);
        if (report.errors > 0) return;
        rendered++;
        const render = compileTemplates(
          templates,
          'edition',
          htmlHelpers((key) => key),
          { raw: false },
        );
        for (const view of views) {
          const { text } = render(view);
          expect(text).not.toContain('[object Object]');
        }
      }),
      { numRuns: 1500, seed: 13 },
    );
    expect(rendered).toBeGreaterThan(150);
  });
});
