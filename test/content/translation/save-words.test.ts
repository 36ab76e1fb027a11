import { describe, expect, test } from 'vitest';
import { readIssues } from '../../../pipeline/content/read-issues.ts';
import { saveWords } from '../../../pipeline/content/translation/save-words.ts';
import type { Words } from '../../../pipeline/content/translation/words.ts';
import { memoryFiles } from '../../../pipeline/foundation/files/memory-files.ts';
import { Report } from '../../../pipeline/foundation/problems/report.ts';
import { article, readParts, states } from './read-parts.ts';

const en = article('Bridge', [
  'paragraph: First.',
  'list: [one, two]',
  'divider: true',
  'quote: Last.\n    by: A skipper',
]);

async function save(
  nl: string | undefined,
  part: string,
  words: object,
  base: object = {},
  source = en,
  shown?: Words,
) {
  const report = new Report();
  const languages = { source: 'en', editions: ['en'], missingTranslation: 'hold' as const, typography: {} };
  const files = memoryFiles({ 'content/spring/en.yaml': source });
  const [issue] = await readIssues(files, { languages, timeZone: 'UTC' }, ['spring'], report);
  const original = issue?.documents.get('en');
  const parts = await readParts({ en: source, ...(nl !== undefined && { nl }) });
  const seen = shown ?? parts.find(({ key }) => key === part)?.whole ?? {};
  if (original === undefined) throw new Error('The source could not be read.');
  const disk = { source: original, text: nl, file: 'nl.yaml', record: undefined };
  return saveWords(disk, { part, seen, base: base as never, words: words as never });
}

test('a translation is begun, part by part, each block of the right kind and at its place', async () => {
  let nl: string | undefined;
  let record = '';
  const words: [string, object][] = [
    ['headline', { headline: 'Brug' }],
    ['body.3', { quote: 'Laatste.' }],
    ['body.0', { paragraph: 'Eerste.' }],
    ['body.2', {}],
    ['body.1', { list: ['een', 'twee'] }],
  ];
  for (const [part, given] of words) {
    const result = await save(nl, part, given);
    if (result.kind !== 'saved') throw new Error(`${part} met a conflict`);
    nl = result.text;
    record = result.record;
  }
  expect(nl).toBe(`# yaml-language-server: $schema=../../docs/schema/translation.schema.json
status: draft
headline: Brug
body:
  - paragraph: Eerste.
  - list:
      - een
      - twee
  - divider: true
  - quote: Laatste.
`);
  expect(record).toContain('list:\n        - one\n        - two');
  expect(states(await readParts({ en, nl: nl ?? '' }))).toEqual([
    'headline done',
    'body.0 done',
    'body.1 done',
    'body.2 done',
    'body.3 done',
  ]);
});

test('a footnote is translated under its label, and recorded by it', async () => {
  const noted = `kind: article\ndate: 2026-03-09\nstatus: ready\nheadline: Bridge
body:\n  - paragraph: First.[^a] Then.[^1]\nfootnotes:\n  a: Built in 1932.\n  1: Counted.\n`;
  let nl = 'status: draft\nheadline: Brug\nbody:\n  - paragraph: Eerst.[^a] Toen.[^1]\n';
  let record = '';
  for (const [key, text] of [
    ['footnotes.1', 'Geteld.'],
    ['footnotes.a', 'Gebouwd in 1932.'],
  ] as const) {
    const result = await save(nl, key, { [key]: text }, {}, noted);
    if (result.kind !== 'saved') throw new Error(`${key} met a conflict`);
    ({ text: nl, record } = result);
  }
  expect(nl).toContain('footnotes:\n  "1": Geteld.\n  a: Gebouwd in 1932.\n');
  // As people write it.
  const typed = nl.replace('"1"', '1');
  const changed = await save(
    typed,
    'footnotes.1',
    { 'footnotes.1': 'Nageteld.' },
    { 'footnotes.1': 'Geteld.' },
    noted,
  );
  expect(changed).toMatchObject({ kind: 'saved', text: typed.replace('Geteld', 'Nageteld') });
  expect(record).toContain('footnotes.a:\n    from: Built in 1932.');
  expect(states(await readParts({ en: noted, nl }))).toEqual([
    'headline done',
    'footnotes.1 done',
    'footnotes.a done',
    'body.0 done',
  ]);
  const stale = await readParts({ en: noted.replace('1932', '1933'), nl, record });
  expect(states(stale)).toContain('footnotes.a stale');
});

describe('an edit on disk', () => {
  const nl = 'status: draft\nheadline: Brug\nbody:\n  - paragraph: Eerste.\n';

  test('is not overwritten where it is about the same words', async () => {
    const result = await save(nl, 'body.0', { paragraph: 'Mijn.' }, { paragraph: 'Wat er stond.' });
    expect(result).toMatchObject({ kind: 'conflict', current: { translation: { paragraph: 'Eerste.' } } });
  });

  test('is kept where it is about other words', async () => {
    const result = await save(nl, 'body.0', { paragraph: 'Mijn.' }, { paragraph: 'Eerste.' });
    expect(result).toMatchObject({ kind: 'saved', text: nl.replace('Eerste.', 'Mijn.') });
  });

  test('of the source alone is no conflict: the words are saved, and count as stale', async () => {
    const changed = en.replace('First.', 'First of all.');
    const seen = { paragraph: 'First.' };
    const result = await save(nl, 'body.0', { paragraph: 'Mijn.' }, { paragraph: 'Eerste.' }, changed, seen);
    if (result.kind !== 'saved') throw new Error('It met a conflict.');
    expect(result.text).toBe(nl.replace('Eerste.', 'Mijn.'));
    const parts = await readParts({ en: changed, nl: result.text, record: result.record });
    expect(states(parts)).toContain('body.0 stale');
    const nothing = await save(undefined, 'body.0', { paragraph: 'Mijn.' }, {}, changed, seen);
    expect(nothing.kind).toBe('conflict');
  });
});

test('a block belongs to the one that it was written for, however much it is like another', async () => {
  const report = new Report();
  const source = article(
    'Numbers',
    [1, 2, 3, 4].map((number) => `paragraph: Paragraph number ${number} of the article.`),
  );
  const languages = { source: 'en', editions: ['en'], missingTranslation: 'hold' as const, typography: {} };
  const files = memoryFiles({ 'content/spring/en.yaml': source });
  const [issue] = await readIssues(files, { languages, timeZone: 'UTC' }, ['spring'], report);
  const document = issue?.documents.get('en');
  if (document === undefined) throw new Error('The source could not be read.');
  const words = { paragraph: 'Getypt deel 3.' };
  const seen = { paragraph: 'Paragraph number 1 of the article.' };
  const disk = { source: document, text: undefined, file: 'nl.yaml', record: undefined };
  const result = saveWords(disk, { part: 'body.0', seen, base: {}, words });
  if (result.kind !== 'saved') throw new Error('It met a conflict.');
  const parts = await readParts({ en: source, nl: result.text, record: result.record });
  expect(states(parts)).toEqual([
    'headline missing',
    'body.0 done',
    'body.1 missing',
    'body.2 missing',
    'body.3 missing',
  ]);
});
