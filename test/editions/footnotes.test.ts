import { describe, expect, it } from 'vitest';
import { createContentView } from '../../pipeline/archive/article-view.ts';
import { pageAt } from '../../pipeline/archive/page-place.ts';
import { blockDefinition } from '../../pipeline/content/blocks/registry.ts';
import { createAddresses } from '../../pipeline/editions/addresses.ts';
import { fieldsView } from '../../pipeline/editions/fields-view.ts';
import { fillMergeText } from '../../pipeline/editions/merge-text.ts';
import { sampleValues } from '../../pipeline/editions/sample-values.ts';
import { createTypesetter } from '../../pipeline/editions/typography/typesetter.ts';
import { createWords } from '../../pipeline/editions/words.ts';
import { escapeHtml } from '../../pipeline/foundation/text/escape-html.ts';
import { publish } from './publish.ts';
import { elementsOf, textOf } from './read-html.ts';

const newsletter = {
  name: 'Tiny',
  description: 'Small news',
  url: 'https://tiny.example.org',
  sender: { address: 'news@example.org', postal: 'Kade 1, Veermonde' },
  languages: { source: 'en', editions: ['en', 'nl'] },
};
const head = { kind: 'article', date: '2026-03-09', status: 'ready', headline: 'Bridge' };
const body = [
  { paragraph: 'Eleven times.[^z] In 1932 it was *twice*.[^1]' },
  { list: ['Again,[^z] and [a link[^link]](https://example.org/).'] },
];
const footnotes = {
  1: 'Logbook, see [the archive](https://archive.example.org/).',
  z: 'Counted.',
  link: 'Third.',
};

async function render(files: Record<string, object>) {
  const { publication, issues, problems } = await publish({
    'newsletter.yaml': JSON.stringify(newsletter),
    ...Object.fromEntries(Object.entries(files).map(([path, value]) => [path, JSON.stringify(value)])),
  });
  const issue = issues[0];
  if (issue === undefined || publication === undefined) throw new Error(JSON.stringify(problems));
  const editions = issue.editions.map(({ edition, article }) => {
    const values = sampleValues(edition);
    const text = fillMergeText(edition.text, values, String);
    return { html: fillMergeText(edition.html, values, escapeHtml), text, article };
  });
  return { editions, issue: issue.issue, problems, publication };
}

const both = {
  'content/spring/en.yaml': { ...head, body, footnotes },
  'content/spring/nl.yaml': {
    headline: 'Brug',
    body: [
      { paragraph: 'In 1932 was het *twee keer*,[^1] nu elf.[^z]' },
      { list: ['Weer, en [een link](https://example.org/).[^link]'] },
    ],
    footnotes: { 1: 'Logboek.', z: 'Geteld.', link: 'Derde.' },
  },
};

describe('an address in a text', () => {
  it('is a link that shows it as it is typed, and has no number in the text part', async () => {
    const paragraph = 'See https://example.org/a--b_c. "That" is all.';
    const { editions } = await render({ 'content/spring/en.yaml': { ...head, body: [{ paragraph }] } });
    expect(editions[0]?.html).toMatch(
      /See <a href="https:\/\/example\.org\/a--b_c"[^>]*>https:\/\/example\.org\/a--b_c<\/a>\./,
    );
    expect(editions[0]?.text).toContain('See https://example.org/a--b_c. “That” is all.');
    expect(editions[0]?.text).not.toContain('[1]');
  });
});

describe('footnotes', () => {
  it('are numbered by their first use in each language, without links in mail', async () => {
    const { editions, problems } = await render(both);
    expect(problems).toEqual([]);
    const [en, nl] = editions;
    const marks = (html = '') => elementsOf(html).filter(({ tagName }) => tagName === 'sup');
    expect(marks(en?.html).map((each) => textOf(each))).toEqual(['1', '2', '1', '3']);
    expect(marks(nl?.html).map((each) => textOf(each))).toEqual(['1', '2', '3']);
    expect(textOf(en?.html ?? '')).toMatch(/Notes\s*Counted\.\s*Logbook, see the archive\.\s*Third\./);
    expect(textOf(nl?.html ?? '')).toMatch(/Noten\s*Logboek\.\s*Geteld\.\s*Derde\./);
    expect(en?.html).not.toMatch(/href="#/);
  });

  it('are in the text part as figures that are not those of links', async () => {
    const { editions } = await render(both);
    expect(editions[0]?.text).toContain('Eleven times.¹ In 1932 it was _twice_.²');
    expect(editions[0]?.text).toContain(
      'Notes\n-----\n\n¹ Counted.\n² Logbook, see the archive [2].\n³ Third.',
    );
  });

  it('are linked both ways on the web, to the first mark of each', async () => {
    const { editions, issue, publication } = await render(both);
    const article = editions[0]?.article;
    if (article === undefined) throw new Error('No edition.');
    const { newsletter: settings } = publication;
    const addresses = createAddresses(settings.url);
    const words = createWords(createTypesetter('en', undefined));
    const input = {
      newsletter: settings,
      addresses,
      issue,
      article,
      pictures: new Map(),
      logo: undefined,
      words,
    };
    const view = createContentView(input, new Map(), pageAt('en/spring/index.html'));
    const shown = view.body.map((block) => String(block['paragraph'] ?? block['list'])).join(' ');
    const marks = [...shown.matchAll(/<sup><a class="mark"( id="mark_\d")? href="(#note_\d)"/g)];
    expect(marks.map(([, id, href]) => [id?.trim(), href])).toEqual([
      ['id="mark_1"', '#note_1'],
      ['id="mark_2"', '#note_2'],
      [undefined, '#note_1'],
      ['id="mark_3"', '#note_3'],
    ]);
    // A link cannot hold another one.
    expect(shown).toContain('>a link</a><sup>');
    expect(view.footnotes.map(({ number }) => number)).toEqual([1, 2, 3]);
    // After a Latin name in a text from right to left, a figure would be drawn on the wrong side of it.
    const arabic = { ...input, article: { ...article, locale: 'ar' } };
    const { shape } = blockDefinition('paragraph');
    const mailed = fieldsView(shape, { paragraph: 'De Leeszaal.[^1]' }, arabic);
    expect(String(mailed['paragraph'])).toContain('<sup class="note" dir="rtl">');
    const web = createContentView(arabic, new Map(), pageAt('ar/spring/index.html'));
    expect(String(web.body[0]?.['paragraph'])).toContain('<sup dir="rtl"><a class="mark"');
  });

  it('are each asked of a translation', async () => {
    const { 'content/spring/nl.yaml': nl } = both;
    const { 1: _missing, ...others } = nl.footnotes;
    const { editions, problems } = await render({
      ...both,
      'content/spring/nl.yaml': { ...nl, footnotes: others },
    });
    expect(problems.map(({ code, severity, file }) => [code, severity, file])).toEqual([
      ['footnote-missing', 'error', 'content/spring/nl.yaml'],
    ]);
    expect(editions).toHaveLength(1);
  });
});
