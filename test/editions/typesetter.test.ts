import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTypesetter } from '../../pipeline/editions/typesetter.ts';
import { createWords } from '../../pipeline/editions/words.ts';

const english = {
  quotes: ['“', '”'] as [string, string],
  singleQuotes: ['‘', '’'] as [string, string],
  apostrophe: '’',
  dash: '—',
  elisions: ["'tis", "'em"],
};
const dutch = { ...english, dash: ' – ', elisions: ["'s", "'t", "'n"] };
const german = {
  quotes: ['„', '“'] as [string, string],
  singleQuotes: ['‚', '‘'] as [string, string],
  apostrophe: '’',
};

const set = (text: string, typography: Parameters<typeof createTypesetter>[0]) =>
  createTypesetter(typography)([text])[0];

describe('quotation marks, apostrophes and dashes', () => {
  it.each([
    ['"Hello," she said. "Come in."', '“Hello,” she said. “Come in.”'],
    ['He said "no".', 'He said “no”.'],
    ['("quoted")', '(“quoted”)'],
    ['"\'Nested\' at the start" and "at the \'end\'"', '“‘Nested’ at the start” and “at the ‘end’”'],
    ["It's the boats' day; don't.", 'It’s the boats’ day; don’t.'],
    ["the summer of '69", 'the summer of ’69'],
    ["'Twas not, but 'tis; tell 'em.", '‘Twas not, but ’tis; tell ’em.'],
    ["'oh no, not again' they said", '‘oh no, not again’ they said'],
    ['one -- two -- three', 'one—two—three'],
    ['a--b - c', 'a--b - c'],
    ['"', '”'],
    ["'", '’'],
    ['" "', '” ”'],
    ['--flag', '--flag'],
    ['\u2068"a"\u2069', '\u2068“a”\u2069'],
  ])('in English: %s', (given, expected) => {
    expect(set(given, english)).toBe(expected);
  });

  it.each([
    ["'s ochtends en 's avonds", '’s ochtends en ’s avonds'],
    ["foto's van 't dorp", 'foto’s van ’t dorp'],
    ["Hij zei: 'O, nee' en \"o, 's nachts\".", 'Hij zei: ‘O, nee’ en “o, ’s nachts”.'],
    ["'S ochtends", '’S ochtends'],
    ['een -- twee', 'een – twee'],
  ])('in Dutch: %s', (given, expected) => {
    expect(set(given, dutch)).toBe(expected);
  });

  it.each([['Er sagte: "Ja, \'gern\'."', 'Er sagte: „Ja, ‚gern‘.“']])('in German: %s', (given, expected) => {
    expect(set(given, german)).toBe(expected);
  });

  it('stay as they are written without a typography, or without that sign in it', () => {
    expect(set('"a" -- \'b\'', undefined)).toBe('"a" -- \'b\'');
    expect(set('"a" -- it\'s', { quotes: ['«', '»'] })).toBe("«a» -- it's");
  });

  it('reach across the pieces of a text, and keep each piece its own', () => {
    const pieces = ['He said "', 'no', '" -', '- "', 'x', '"'];
    expect(createTypesetter(english)(pieces)).toEqual(['He said “', 'no', '”—', '“', 'x', '”']);
    const words = createWords(createTypesetter(english));
    expect(words.inline('"**Bold**" is "`code`"')).toEqual([
      { type: 'text', value: '“' },
      { type: 'strong', children: [{ type: 'text', value: 'Bold' }] },
      { type: 'text', value: '” is “' },
      { type: 'code', value: 'code' },
      { type: 'text', value: '”' },
    ]);
  });

  it('change nothing but quotation marks, apostrophes and dashes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: fc.constantFrom('a', ' ', '"', "'", '-', '7', '漢', '(', '😀') })),
        (pieces) => {
          const result = createTypesetter(dutch)(pieces);
          const plain = (texts: readonly string[]) => texts.join('').replace(/["'“”‘’\-–\s]/g, '');
          expect(result).toHaveLength(pieces.length);
          expect(plain(result)).toBe(plain(pieces));
        },
      ),
      { numRuns: 300, seed: 3 },
    );
  });

  it('cannot bring in what is taken out of texts', () => {
    expect(set('"a"', { quotes: ['\ufdd0name\ufdd1', '\u202e'] })).toBe('\ufffdname\ufffda\ufffd');
  });
});
