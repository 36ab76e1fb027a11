import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Inline, parseInline } from '../../pipeline/content/inline.ts';
import { normaliseInline } from '../../pipeline/content/normalise-inline.ts';
import { printInline } from '../../pipeline/content/print-inline.ts';

const piece = fc.constantFrom(
  ...[
    'word',
    'een',
    '2',
    '*',
    '**',
    '_',
    'snake_case',
    '[',
    ']',
    '(',
    ')',
    '<',
    '<b>',
    '`',
    '``',
    '\\',
    '\\*',
  ],
  ...[
    ' ',
    '  ',
    '\u00a0',
    '\t',
    '\n',
    '.',
    '"x"',
    '\u201cy\u201d',
    '\u6f22',
    '\u00e9',
    '\ud83d\ude00',
    '&amp;',
    '&',
    '!',
    '#',
    '- ',
    '> ',
  ],
  ...[
    'https://a.example',
    'https://a.example/b_c_(d)',
    '[^1]',
    '[a](b)',
    '~',
    '|',
    '\ud800',
    '\0',
    '1. ',
    '===',
  ],
);
const text = fc.array(piece, { minLength: 1, maxLength: 4 }).map((pieces) => pieces.join(''));
const address = fc.oneof(
  fc.constantFrom(
    'https://a.example/',
    'https://a.example/x_(y)',
    'https://a.example/(',
    'mailto:a@example.org',
    'a b',
    '<x>',
    'a&amp;b',
    'a\\_b',
  ),
  text,
);

const { nodes } = fc.letrec<{ nodes: Inline[]; node: Inline }>((tie) => ({
  nodes: fc.array(tie('node'), { minLength: 1, maxLength: 4 }) as fc.Arbitrary<Inline[]>,
  node: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    { weight: 5, arbitrary: text.map((value): Inline => ({ type: 'text', value })) },
    { weight: 1, arbitrary: text.map((value): Inline => ({ type: 'code', value })) },
    { weight: 1, arbitrary: fc.constant<Inline>({ type: 'break' }) },
    {
      weight: 1,
      arbitrary: fc.constantFrom<Inline>({ type: 'note', label: '1' }, { type: 'note', label: 'a-b' }),
    },
    { weight: 1, arbitrary: fc.constantFrom<Inline>(bare('https://a.example/x'), bare('http://b.example')) },
    { weight: 3, arbitrary: mark('strong', tie('nodes')) },
    { weight: 3, arbitrary: mark('emphasis', tie('nodes')) },
    {
      weight: 2,
      arbitrary: fc.record({
        type: fc.constant('link' as const),
        address,
        children: tie('nodes') as fc.Arbitrary<Inline[]>,
      }),
    },
  ),
}));

function mark(type: 'strong' | 'emphasis', children: fc.Arbitrary<unknown>): fc.Arbitrary<Inline> {
  return children.map((each) => ({ type, children: each as Inline[] }));
}

function bare(to: string): Inline {
  return { type: 'link', address: to, children: [{ type: 'text', value: to }], isBare: true };
}

const seen = (tree: readonly Inline[]): unknown =>
  tree.map((node) => {
    if (!('children' in node)) return node;
    const { isBare, ...rest } = { isBare: undefined, ...node };
    return { ...rest, children: seen(node.children) };
  });

test('a printed text is read as the same tree, in its normal form', () => {
  fc.assert(
    fc.property(nodes, (tree) => {
      const normal = normaliseInline(tree);
      expect(normaliseInline(normal)).toEqual(normal);
      expect(seen(parseInline(printInline(tree)))).toEqual(seen(normal));
    }),
    { numRuns: 200, seed: 20 },
  );
});

test('what was read from Markdown is in its normal form already', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const tree = parseInline(pieces.join('').toWellFormed().replaceAll('\0', ''));
      expect(seen(parseInline(printInline(tree)))).toEqual(seen(normaliseInline(tree)));
    }),
    { numRuns: 200, seed: 20 },
  );
});

describe('a text is printed as people write it', () => {
  test.each([
    'A **strong** and *soft* word, `code`, [a link](https://a.example/x_(y)) and https://b.example/.',
    'Two lines\\\nwith a break.[^1]',
    '2 * 3 = 6, snake_case, C:\\dir, [sic], a < b & c',
    '***both*** and **strong *and soft* words**',
    'in*side* a **wo**rd',
  ])('%s', (markdown) => {
    expect(printInline(parseInline(markdown))).toBe(markdown);
  });

  test('emphasis keeps its sign', () => {
    expect(printInline(parseInline('a _soft_ and *new* word'), 'a _soft_ word')).toBe(
      'a _soft_ and _new_ word',
    );
    expect(printInline(parseInline('a *soft* word'), 'a snake_case word')).toBe('a *soft* word');
  });

  test('a text that looks like markup is escaped', () => {
    expect(printInline([{ type: 'text', value: 'not *strong* and snake_case' }])).toBe(
      'not \\*strong\\* and snake_case',
    );
  });
});

test('a text with more markup than is parsed is refused', () => {
  const words = Array.from({ length: 1200 }, (): Inline[] => [
    { type: 'text', value: 'a ' },
    { type: 'strong', children: [{ type: 'text', value: 'b' }] },
  ]);
  expect(() => printInline(words.flat())).toThrow(/too much markup/);
  expect(printInline([{ type: 'text', value: '*a* '.repeat(600) }])).toBe('*a* '.repeat(600).trim());
});
