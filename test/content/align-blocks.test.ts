import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { alignBlocks } from '../../pipeline/content/align-blocks.ts';
import { parseDocument } from '../../pipeline/content/parse-document.ts';
import { createSource } from '../../pipeline/foundation/problems/place.ts';
import { Report } from '../../pipeline/foundation/problems/report.ts';
import { parseYaml } from '../../pipeline/foundation/sources/parse-yaml.ts';

type Block = Record<string, unknown>;

function read(body: readonly Block[], role: 'source' | 'translation') {
  const text = stringify({
    ...(role === 'source' && { kind: 'article', date: '2026-05-07' }),
    headline: 'A',
    body,
  });
  const reading = parseYaml(createSource(`${role}.yaml`, text), new Report());
  const document = reading && parseDocument(reading, role);
  if (document === undefined) throw new Error('The document could not be read.');
  return document;
}

/** The alignment as pairs of places; `-` where a block stands alone. */
function align(source: readonly Block[], translation: readonly Block[]): string[] {
  const at = (item: { path: readonly (string | number)[] } | undefined) => item?.path[1] ?? '-';
  return alignBlocks(read(source, 'source'), read(translation, 'translation'), 'body').map(
    (pair) => `${at(pair.source)}:${at(pair.translation)}`,
  );
}

const load = async (path: string) =>
  (parse(await readFile(new URL(`../../content/${path}.yaml`, import.meta.url), 'utf8')) as { body: Block[] })
    .body;

/** Without the blocks of one language alone, and those that the translation leaves out: they would fit anywhere. */
const articles = await Promise.all(
  ['2026-05-07-bridges', '2026-11-19-november', '2023-07-06-coalition'].map(async (slug) => {
    const en = (await load(`${slug}/en`)).filter(({ only }) => !only);
    const nl = (await load(`${slug}/nl`)).filter(({ only }) => !only);
    const isThere = (_: Block, at: number) => !nl[at]?.['omit'];
    return { en: en.filter(isThere), nl: nl.filter(isThere) };
  }),
);

describe('real articles', () => {
  test.each(articles.map(({ en, nl }, at) => [at, en, nl] as const))(
    'name the one block that the translation %i lacks',
    (_, en, nl) => {
      const wrong = en.flatMap((block, at) => {
        const found = align(en, nl.toSpliced(at, 1)).filter((pair) => pair.includes('-'));
        return found.length === 1 && found[0] === `${at}:-`
          ? []
          : [`${at} ${JSON.stringify(block)}: ${found}`];
      });
      expect(wrong).toEqual([]);
    },
  );

  test.each(articles.map(({ en, nl }, at) => [at, en, nl] as const))(
    'name the one block that the translation %i has too many',
    (_, en, nl) => {
      const wrong = en.flatMap((_block, at) => {
        const found = align(en.toSpliced(at, 1), nl).filter((pair) => pair.includes('-'));
        return found.length === 1 && found[0] === `-:${at}` ? [] : [`${at}: ${found}`];
      });
      expect(wrong).toEqual([]);
    },
  );
});

test('ids, digits, links and names tell which block belongs to which', () => {
  const source = [
    { paragraph: 'The bridge opened 41 times.' },
    { paragraph: 'See [the plan](https://example.org/plan).' },
    { paragraph: 'We spoke with Sietske about it.', id: 'talk' },
    { paragraph: 'Nothing else changes now.' },
  ];
  const own = [
    { paragraph: 'Zie [het plan van de gemeente](https://example.org/plan).' },
    { paragraph: 'Wij spraken daarover met de heer en mevrouw.', id: 'talk' },
    { paragraph: 'Verder verandert er niets.' },
  ];
  expect(align(source, own)).toEqual(['0:-', '1:0', '2:1', '3:2']);
  expect(align(source, own.toSpliced(1, 1))).toEqual(['0:-', '1:0', '2:-', '3:1']);
  expect(align([{ paragraph: 'Met Ans.', id: 'a' }], [{ paragraph: 'Met Ans.', id: 'b' }])).toEqual([
    '0:-',
    '-:0',
  ]);
});

test('blocks in their order stay together however little they are alike', () => {
  const source = [{ paragraph: 'x'.repeat(900) }, { paragraph: 'One 1.' }, { paragraph: 'Two 2.' }];
  const own = [{ paragraph: 'Twee 2.' }, { paragraph: 'y'.repeat(900) }, { paragraph: 'Een 1.' }];
  expect(align(source, own)).toEqual(['0:0', '1:1', '2:2']);
});

test('blocks of one language alone stay where they are', () => {
  const source = [{ paragraph: 'One.' }, { paragraph: 'Here alone.', only: true }, { heading: 'Two' }];
  const own = [{ heading: 'Alleen hier', only: true }, { paragraph: 'Een.' }, { heading: 'Twee' }];
  expect(align(source, own)).toEqual(['-:0', '0:1', '1:-', '2:2']);
});

const kinds = ['paragraph', 'heading', 'quote'];
const blocks = fc.array(
  fc.record({
    kind: fc.constantFrom(...kinds),
    text: fc.stringMatching(/^[a-z]{1,12}( [A-Z0-9][a-z0-9]{1,9}){0,6}$/),
  }),
  { minLength: 1, maxLength: 9 },
);

test('every block is in the alignment once, in its order, with one of its kind', () => {
  fc.assert(
    fc.property(blocks, blocks, (a, b) => {
      const [source, own] = [a, b].map((list) => list.map(({ kind, text }) => ({ [kind]: text })));
      const pairs = alignBlocks(read(source ?? [], 'source'), read(own ?? [], 'translation'), 'body');
      const places = (side: 'source' | 'translation') => pairs.flatMap((pair) => pair[side]?.path[1] ?? []);
      expect(places('source')).toEqual(a.map((_, at) => at));
      expect(places('translation')).toEqual(b.map((_, at) => at));
      for (const pair of pairs)
        if (pair.source && pair.translation) expect(pair.source.kind).toBe(pair.translation.kind);
    }),
    { numRuns: 200, seed: 20261129 },
  );
});
