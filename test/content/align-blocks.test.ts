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

/** An article whose blocks are much alike: short paragraphs in a row, two lists, three quotations, two pictures. */
const agenda: readonly (readonly [Block, Block])[] = [
  [
    { paragraph: 'The harbour opens its gates this month.' },
    { paragraph: 'De haven zet deze maand de poort open.' },
  ],
  [{ heading: 'On the quay' }, { heading: 'Op de kade' }],
  [
    { paragraph: 'On Monday the choir sings at 19:00.' },
    { paragraph: 'Op maandag zingt het koor om 19.00 uur.' },
  ],
  [
    { paragraph: 'On Tuesday the choir sings at 20:00.' },
    { paragraph: 'Op dinsdag zingt het koor om 20.00 uur.' },
  ],
  [
    { paragraph: 'On Friday the band plays at 20:30.' },
    { paragraph: 'Op vrijdag speelt de band om 20.30 uur.' },
  ],
  [
    { quote: 'We sing what we like.', by: 'Ans' },
    { quote: 'Wij zingen waar we zin in hebben.', by: 'Ans' },
  ],
  [
    { quote: 'I came for the soup, and I stayed for the songs.', by: 'Piet' },
    { quote: 'Ik kwam voor de soep en bleef voor de liedjes.', by: 'Piet' },
  ],
  [{ quote: 'It was too loud.' }, { quote: 'Het was te hard.' }],
  [{ heading: 'What to bring' }, { heading: 'Wat neem je mee' }],
  [{ list: ['A chair', 'A warm coat', 'Ten euros'] }, { list: ['Een stoel', 'Een warme jas', 'Tien euro'] }],
  [{ paragraph: 'It may rain.' }, { paragraph: 'Het kan regenen.' }],
  [{ paragraph: 'Dogs are welcome on a lead.' }, { paragraph: 'Honden mogen aangelijnd mee.' }],
  [
    { list: ['Bus 4 from the station', 'Bus 9 from Dijkstad'] },
    { list: ['Bus 4 vanaf het station', 'Bus 9 vanuit Dijkstad'] },
  ],
  [
    { image: 'quay.jpg', alt: 'The quay with a red crane and two men.' },
    { image: 'quay.jpg', alt: 'De kade met een rode kraan en twee mannen.' },
  ],
  [
    { image: 'choir.jpg', alt: 'The choir.' },
    { image: 'choir.jpg', alt: 'Het koor.' },
  ],
  [
    { paragraph: 'Tickets are at [the shop](https://example.org/shop) of Mrs Okonjo.' },
    { paragraph: 'Kaarten zijn er in [de winkel](https://example.org/shop) van mevrouw Okonjo.' },
  ],
  [
    { paragraph: 'Questions go to [the harbour master](https://example.org/master).' },
    { paragraph: 'Vragen gaan naar [de havenmeester](https://example.org/master).' },
  ],
  [{ divider: true }, { divider: true }],
  [
    { paragraph: 'The editors thank everybody who carried chairs.' },
    { paragraph: 'De redactie dankt iedereen die stoelen heeft gesjouwd.' },
  ],
  [{ paragraph: 'See you there!' }, { paragraph: 'Tot dan!' }],
];
const english = agenda.map(([en]) => en);
const dutch = agenda.map(([, nl]) => nl);
const alone = (pairs: readonly string[]) => pairs.filter((pair) => pair.includes('-'));

describe('an article of similar blocks', () => {
  test.each(agenda.map((_, at) => at))('names block %i where the translation lacks it', (at) => {
    expect(alone(align(english, dutch.toSpliced(at, 1)))).toEqual([`${at}:-`]);
  });

  test.each(agenda.map((_, at) => at))('names block %i where only the translation has it', (at) => {
    expect(alone(align(english.toSpliced(at, 1), dutch))).toEqual([`-:${at}`]);
  });

  test.each([
    ['two paragraphs in a row', [2, 3]],
    ['a paragraph and a quotation', [3, 5]],
    ['two quotations of three', [5, 7]],
    ['two far apart', [2, 19]],
    ['a heading and its list', [8, 9]],
    ['three in a row', [10, 11, 12]],
  ] as const)('names each block that is missing: %s', (_, missing) => {
    const own = dutch.filter((_block, at) => !missing.some((each) => each === at));
    expect(alone(align(english, own))).toEqual(missing.map((at) => `${at}:-`));
  });

  test('names one that is missing and one that is added', () => {
    const own = dutch
      .toSpliced(11, 0, { paragraph: 'De havenmeester heeft 14 stoelen te leen.' })
      .toSpliced(3, 1);
    expect(alone(align(english, own))).toEqual(['3:-', '-:10']);
  });

  test('names the paragraph that a merged one took in', () => {
    const merged = { paragraph: `${Object.values(dutch[2] ?? {})} ${Object.values(dutch[3] ?? {})}` };
    expect(alone(align(english, dutch.toSpliced(2, 2, merged)))).toEqual(['3:-']);
  });

  test('names the shorter half of a paragraph that was split', () => {
    const halves = ['De redactie dankt iedereen die stoelen heeft', 'gesjouwd.'].map((paragraph) => ({
      paragraph,
    }));
    expect(alone(align(english, dutch.toSpliced(18, 1, ...halves)))).toEqual(['-:19']);
  });

  test('names the list that another one took in', () => {
    const merged = { list: [dutch[9], dutch[12]].flatMap((block) => block?.['list']) };
    const own = dutch.toSpliced(12, 1).toSpliced(9, 1, merged);
    expect(alone(align(english, own))).toEqual(['12:-']);
  });

  test('names the items of a list that became paragraphs', () => {
    const items = ['Een stoel', 'Een warme jas', 'Tien euro'].map((paragraph) => ({ paragraph }));
    expect(alone(align(english, dutch.toSpliced(9, 1, ...items)))).toEqual(['9:-', '-:9', '-:10', '-:11']);
  });

  test.each([
    ['up', 15, 2],
    ['down', 4, 16],
    ['past its neighbour of another kind', 9, 10],
  ])('names a block that was moved %s, and leaves the others in pairs', (_, from, to) => {
    const block = dutch[from] ?? {};
    const own = dutch.toSpliced(from, 1).toSpliced(to, 0, block);
    expect(alone(align(english, own)).sort()).toEqual([`${from}:-`, `-:${to}`].sort());
  });
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
