import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLinkList } from '../../pipeline/editions/plain-text.ts';
import { textWidth, underline, wrap } from '../../pipeline/editions/wrap-text.ts';

const quote = { first: '> ', rest: '> ' };

describe('wrapping', () => {
  it('at 72 columns, between words', () => {
    const lines = wrap('word '.repeat(40)).split('\n');
    expect(lines.map((line) => line.length)).toEqual([69, 69, 59]);
  });

  it('fills a line to its last column', () => {
    expect(wrap(`${'a'.repeat(35)} ${'b'.repeat(36)} c`).split('\n')[0]).toHaveLength(72);
  });

  it('keeps a long word whole, on its own line', () => {
    const address = `https://example.org/${'x'.repeat(80)}`;
    expect(wrap(`see ${address} there`)).toBe(`see\n${address}\nthere`);
    expect(wrap(address, quote)).toBe(`> ${address}`);
  });

  it('keeps the number of a link with its word', () => {
    expect(wrap(`${'a'.repeat(68)} word [12] more`)).toBe(`${'a'.repeat(68)}\nword [12] more`);
    expect(wrap(`${'a'.repeat(70)} [12]`)).toBe(`${'a'.repeat(70)} [12]`);
  });

  it('begins every line with the given prefix', () => {
    const lines = wrap('word '.repeat(30), { first: '10. ', rest: '    ' }).split('\n');
    expect(lines[0]).toMatch(/^10\. word/);
    for (const line of lines.slice(1)) expect(line).toMatch(/^ {4}word/);
    expect(wrap('a\nb', quote)).toBe('> a\n> b');
    expect(wrap('', quote)).toBe('>');
  });

  it('counts wide characters twice and combined characters once', () => {
    expect(wrap('漢'.repeat(40)).split('\n')).toEqual(['漢'.repeat(36), '漢'.repeat(4)]);
    expect(wrap('👩‍👩‍👧‍👦 '.repeat(30)).split('\n')[0]).toHaveLength('👩‍👩‍👧‍👦 '.repeat(24).length - 1);
    expect(wrap('e\u0301 '.repeat(36)).split('\n')).toHaveLength(1);
  });

  it('never begins a line with a closing sign of Chinese or Japanese', () => {
    for (const line of wrap(`${'漢'.repeat(36)}。${'字'.repeat(35)}」${'字'.repeat(9)}`).split('\n')) {
      expect(line).not.toMatch(/^[。」]/);
    }
  });

  it('loses no word, and no line is too long that could be shorter', () => {
    const word = fc.string({
      unit: fc.constantFrom('a', 'é', '漢', '[1]', '>', '-'),
      minLength: 1,
      maxLength: 90,
    });
    fc.assert(
      fc.property(fc.array(word), (words) => {
        const wrapped = wrap(words.join(' '));
        expect(wrapped.replace(/\s+/g, '')).toBe(words.join(''));
        for (const line of wrapped.split('\n')) {
          if (/ (?!\[\d+\])/.test(line)) expect(line.length).toBeLessThanOrEqual(textWidth);
        }
      }),
      { numRuns: 300, seed: 5 },
    );
  });

  it('underlines as wide as the widest line', () => {
    expect(underline('漢字', '=')).toBe('漢字\n====');
    expect(underline('Café', '-')).toBe('Café\n----');
    expect(underline('word '.repeat(20), '-').split('\n').at(-1)).toHaveLength(69);
  });
});

it('links are numbered once, in the order in which they are met', () => {
  const links = createLinkList();
  expect(['a', 'b', 'a', 'c'].map((each) => links.number(each))).toEqual([1, 2, 1, 3]);
  expect(links.addresses).toEqual(['a', 'b', 'c']);
});
