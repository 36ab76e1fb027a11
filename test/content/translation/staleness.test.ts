import { describe, expect, test } from 'vitest';
import { describeChange } from '../../../pipeline/content/translation/check-translations.ts';
import { readRecord } from '../../../pipeline/content/translation/source-record.ts';
import type { Files } from '../../../pipeline/foundation/files/files.ts';
import { memoryFiles } from '../../../pipeline/foundation/files/memory-files.ts';
import { Report } from '../../../pipeline/foundation/problems/report.ts';
import { acceptAll, article, readParts, states } from './read-parts.ts';

const en = [
  'paragraph: The bridge opened 41 times on Saturday.',
  'heading: What changes',
  'paragraph: Nothing changes for skippers at all.',
  'quote: We are glad.\n    by: A skipper',
];
const nl = [
  'paragraph: De brug ging zaterdag 41 keer open.',
  'heading: Wat verandert',
  'paragraph: Voor schippers verandert er niets.',
  'quote: We zijn blij.',
];
const texts = { en: article('Bridge', en), nl: article('Brug', nl) };

const changed = (index: number, block: string) => article('Bridge', en.with(index, block));

describe('a translation with a record', () => {
  test('is done as long as its source has not changed', async () => {
    const record = await acceptAll(texts);
    const parts = await readParts({ ...texts, record });
    expect(new Set(parts.map(({ state }) => state))).toEqual(new Set(['done']));
  });

  test('inherits names in the head, even after they change, unless it has its own', async () => {
    const byline = (text: string) => texts.en.replace('body:', `byline: ${text}\nbody:`);
    const record = await acceptAll({ ...texts, en: byline('Anna') });
    expect(record).not.toContain('byline');
    const parts = await readParts({ ...texts, en: byline('Bram'), record });
    expect(states(parts)[1]).toBe('byline kept');
  });

  test('is stale at the block that changed, with the words that did', async () => {
    const record = await acceptAll(texts);
    const parts = await readParts({
      ...texts,
      en: changed(0, 'paragraph: The bridge opened 43 times on Saturday.'),
      record,
    });
    expect(states(parts)).toEqual([
      'headline done',
      'body.0 stale',
      'body.1 done',
      'body.2 done',
      'body.3 done',
    ]);
    expect(parts[1] && describeChange(parts[1])).toBe('The bridge opened [-41-]{+43+} times on Saturday.');
  });

  test('does not mind blocks that are moved and given an id', async () => {
    const record = await acceptAll(texts);
    const order = (list: string[]) => [2, 3, 0, 1].map((index) => list[index] ?? '');
    const moved = order(en).with(0, `${order(en)[0]}\n    id: skippers`);
    const parts = await readParts({ en: article('Bridge', moved), nl: article('Brug', order(nl)), record });
    expect(parts.every(({ state }) => state === 'done')).toBe(true);
  });

  test('finds a moved and rewritten block by its unchanged translation', async () => {
    const record = await acceptAll(texts);
    const order = (list: string[]) => [1, 0, 2, 3].map((index) => list[index] ?? '');
    const moved = order(en).with(1, 'paragraph: Somewhere else entirely.');
    const parts = await readParts({ en: article('Bridge', moved), nl: article('Brug', order(nl)), record });
    expect(states(parts)[2]).toBe('body.1 stale');
    expect(parts[2]?.was).toEqual({ paragraph: 'The bridge opened 41 times on Saturday.' });
  });

  test('does not mind how a text is broken over lines', async () => {
    const record = await acceptAll(texts);
    const folded = 'paragraph: >-\n      The bridge opened\n      41 times on Saturday.';
    const parts = await readParts({ ...texts, en: changed(0, folded), record });
    expect(parts.every(({ state }) => state === 'done')).toBe(true);
  });

  test('minds a name only where the translation gives it too', async () => {
    const record = await acceptAll(texts);
    const other = 'quote: We are glad.\n    by: A keeper';
    expect(states(await readParts({ ...texts, en: changed(3, other), record })).at(-1)).toBe('body.3 done');
    const own = { ...texts, nl: article('Brug', nl.with(3, 'quote: We zijn blij.\n    by: Een schipper')) };
    const named = await acceptAll(own);
    expect(states(await readParts({ ...own, en: changed(3, other), record: named })).at(-1)).toBe(
      'body.3 stale',
    );
  });
});

test('without a record nothing is stale', async () => {
  const parts = await readParts({ ...texts, en: changed(0, 'paragraph: Something else.') });
  expect(parts.every(({ state, recorded }) => state === 'done' && recorded === undefined)).toBe(true);
});

describe('an unfinished translation', () => {
  test('lacks the block that was added, and no other', async () => {
    const more = article('Bridge', en.toSpliced(1, 0, 'image: a.png\n    alt: A bridge.'));
    expect(states(await readParts({ ...texts, en: more }))).toEqual([
      'headline done',
      'body.0 done',
      'body.1 missing',
      'body.2 done',
      'body.3 done',
      'body.4 done',
    ]);
  });

  test('has a block too many where the source lost one', async () => {
    const less = article('Bridge', en.toSpliced(1, 1));
    expect(states(await readParts({ ...texts, en: less }))).toContain('own.body.1 extra');
  });

  test('is missing as a whole if the file does not exist', async () => {
    const parts = await readParts({ en: texts.en });
    expect(parts.every(({ state }) => state === 'missing')).toBe(true);
  });

  test('counts a text that is only an ellipsis as missing', async () => {
    const draft = article('…', nl);
    expect(states(await readParts({ ...texts, nl: draft }))[0]).toBe('headline missing');
  });
});

test('a record is read again when it changes, and its mistakes are reported each time', async () => {
  const entry = (to: string) => `blocks:\n  - from: { paragraph: One }\n    to: ${to}\n`;
  let text = entry("'1'");
  const files: Files = {
    ...memoryFiles({}),
    stat: (path) => memoryFiles({ [path]: text }).stat(path),
    read: (path) => memoryFiles({ [path]: text }).read(path),
  };
  const read = async () => {
    const report = new Report();
    const record = await readRecord(files, 'one', 'nl', report);
    return [record?.blocks[0]?.to, report.problems.map(({ code }) => code)];
  };
  expect([await read(), await read()]).toEqual([
    ['1', []],
    ['1', []],
  ]);
  text = entry("'2'");
  expect(await read()).toEqual(['2', []]);
  text = entry('2');
  expect([await read(), await read()]).toEqual([
    [undefined, ['wrong-type']],
    [undefined, ['wrong-type']],
  ]);
});
