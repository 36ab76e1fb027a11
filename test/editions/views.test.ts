import { describe, expect, it } from 'vitest';
import { parseInline } from '../../pipeline/content/inline.ts';
import { createAddresses } from '../../pipeline/editions/addresses.ts';
import { blockShapes } from '../../pipeline/editions/block-view.ts';
import type { EditionInput } from '../../pipeline/editions/edition-input.ts';
import { inlineToHtml, withoutTags } from '../../pipeline/editions/html.ts';
import { createMailView, mailViewShape } from '../../pipeline/editions/mail-view.ts';
import { createLinkList, createTextTools } from '../../pipeline/editions/plain-text.ts';
import { createTextView, textViewShape } from '../../pipeline/editions/text-view.ts';
import { createTypesetter } from '../../pipeline/editions/typography/typesetter.ts';
import { createWords } from '../../pipeline/editions/words.ts';
import type { ViewShape } from '../../pipeline/publication/templates/view-shape.ts';
import { publish, repository } from './publish.ts';

const { publication, issues } = await publish(repository, repository);
if (publication === undefined) throw new Error('The publication cannot be read.');
const { newsletter } = publication;

const inputs = issues.flatMap(({ issue, assets }) =>
  [...issue.articles.values()].map((article): EditionInput => {
    const words = createWords(
      createTypesetter(article.locale, newsletter.languages.typography[article.locale]),
    );
    const addresses = createAddresses(newsletter.url);
    return { newsletter, addresses, issue, article, pictures: assets, logo: undefined, words };
  }),
);

/** Where a view has names that its shape does not declare, or lacks some that it does. */
function differences(value: unknown, shape: ViewShape | undefined, path = ''): string[] {
  if (value === undefined) return [];
  if (shape === 'block') {
    const { kind } = value as { kind: string };
    return differences(value, blockShapes()[kind], `${path}(${kind})`);
  }
  if (typeof shape !== 'object')
    return typeof value === 'object' && !isHtml(value) ? [`${path} is no value`] : [];
  if ('list' in shape) {
    if (!Array.isArray(value)) return [`${path} is no list`];
    return value.flatMap((item, index) => differences(item, shape.list, `${path}[${index}]`));
  }
  const entries = Object.entries(value as object);
  const names = entries.map(([name]) => name);
  const declared = Object.keys(shape.fields);
  return [
    ...names.filter((name) => !declared.includes(name)).map((name) => `${path}.${name} is not declared`),
    ...declared.filter((name) => !names.includes(name)).map((name) => `${path}.${name} is not given`),
    ...entries.flatMap(([name, item]) => differences(item, shape.fields[name], `${path}.${name}`)),
  ];
}

function isHtml(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'toHTML' in value;
}

it('the longest deck and summary are the same in all editions of an issue', () => {
  for (const { issue } of issues) {
    const views = inputs.filter((input) => input.issue === issue).map(createMailView);
    const longest = new Set(
      views.map(({ edition, lead }) => `${edition.longestDeck} ${lead?.longestSummary}`),
    );
    expect(longest.size).toBe(1);
    const lengthOf = (html: unknown) => String(withoutTags(html ?? '')).replace(/&#?\w+;/g, 'x').length;
    const decks = views.map(({ edition }) => lengthOf(edition.deck));
    expect(lengthOf(views[0]?.edition.longestDeck)).toBe(Math.max(...decks));
  }
});

it('a bare address is marked, so that it is not translated, and printed only once', () => {
  const html = String(inlineToHtml(parseInline('See https://example.org/a and [b](https://example.org/b).')));
  expect(html).toContain('<a href="https://example.org/a" translate="no">https://example.org/a</a>');
  expect(html).toContain('<a href="https://example.org/b">b</a>');
});

describe('the view that templates are given is the one that they are held against', () => {
  it.each(inputs)('$issue.slug in $article.locale', (input) => {
    expect(differences(createMailView(input), mailViewShape)).toEqual([]);
    const links = createLinkList();
    const tools = createTextTools(input.words, links, (key) => key);
    expect(differences(createTextView(input, tools, links), textViewShape)).toEqual([]);
  });

  it('meets every kind of block', () => {
    const kinds = new Set(inputs.flatMap(({ article }) => article.body.map(({ kind }) => kind)));
    expect([...kinds].sort()).toEqual(Object.keys(blockShapes()).sort());
  });
});
