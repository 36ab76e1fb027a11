import { expect, test } from 'vitest';
import { parseInline } from '../../pipeline/content/inline.ts';

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

test('a paragraph with a hundred links keeps them all', () => {
  const nodes = parseInline('[a](https://example.org/) and *b*, '.repeat(100));
  expect(nodes.filter(({ type }) => type === 'link')).toHaveLength(100);
});
