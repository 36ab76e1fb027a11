import { expect, test } from 'vitest';
import { noteLabels, parseInline, plainInline } from '../../pipeline/content/inline.ts';

test.each(['_*a', '*[', '**a*b', '*a**', '[a](', '<', '`a'])(
  'a text of nothing but %s is read in a moment, as text',
  (pattern) => {
    const text = pattern.repeat(20_000);
    const began = performance.now();
    expect(parseInline(text)).toEqual([{ type: 'text', value: text }]);
    // Parsed as Markdown, the first of them takes a minute.
    expect(performance.now() - began).toBeLessThan(2_000);
  },
);

test('so is one of spaces, and the ends of lines are single spaces', () => {
  const began = performance.now();
  parseInline(`a${' '.repeat(100_000)}b`);
  expect(performance.now() - began).toBeLessThan(2_000);
  expect(parseInline('one \n  two\nthree')).toEqual([{ type: 'text', value: 'one two three' }]);
});

test('a paragraph with a hundred links keeps them all', () => {
  const nodes = parseInline('[a](https://example.org/) and *b*, '.repeat(100));
  expect(nodes.filter(({ type }) => type === 'link')).toHaveLength(100);
});

/** The links of a text, as they are shown, and what is left of it. */
const linked = (text: string) =>
  parseInline(text)
    .map((node) => (node.type === 'link' ? `<${plainInline(node.children)}>` : plainInline([node])))
    .join('');

test.each([
  ['See https://example.org/a.', 'See <https://example.org/a>.'],
  ['(https://example.org/a_(b)), or', '(<https://example.org/a_(b)>), or'],
  ['https://example.org/_a_b_?c=1&d=2#e!', '<https://example.org/_a_b_?c=1&d=2#e>!'],
  ['«https://example.org/a», “https://example.org/”', '«<https://example.org/a>», “<https://example.org/>”'],
  ['住所はhttps://example.org/a。', '住所は<https://example.org/a>。'],
  ['住所は https://example.org/a。次', '住所は <https://example.org/a>。次'],
  ['HTTP://example.org and *https://example.org/*', '<HTTP://example.org> and https://example.org/'],
  ['`https://example.org/`', 'https://example.org/'],
  ['[https://example.org/](https://example.org/)', '<https://example.org/>'],
  ['www.example.org and news@example.org', 'www.example.org and news@example.org'],
  [
    'https\\://example.org/ and https:// and xhttps://example.org',
    'https://example.org/ and https:// and xhttps://example.org',
  ],
  ['https://user:secret@example.org/', 'https://user:secret@example.org/'],
])('the addresses of %s are links', (text, expected) => {
  expect(linked(text)).toBe(expected);
});

test('marks of footnotes have labels of letters, digits and hyphens', () => {
  const marks = (text: string) => noteLabels(parseInline(text));
  expect(marks('a[^1] *b[^two-3]* [c[^d]](https://example.org/)')).toEqual(['1', 'two-3', 'd']);
  expect(marks('a\\[^1] `[^2]` [^] [^a b] [^c')).toEqual([]);
  expect(plainInline(parseInline('One.[^1] Two.'))).toBe('One. Two.');
});
