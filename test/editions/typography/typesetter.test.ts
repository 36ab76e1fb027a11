import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTypesetter } from '../../../pipeline/editions/typography/typesetter.ts';
import { createWords } from '../../../pipeline/editions/words.ts';

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

const set = (text: string, typography: Parameters<typeof createTypesetter>[1]) =>
  createTypesetter('und', typography)([text])[0];

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
    ['een -- twee', 'een\u00a0– twee'],
  ])('in Dutch: %s', (given, expected) => {
    expect(set(given, dutch)).toBe(expected);
  });

  it.each([['Er sagte: "Ja, \'gern\'."', 'Er sagte: „Ja, ‚gern‘.“']])('in German: %s', (given, expected) => {
    expect(set(given, german)).toBe(expected);
  });

  it('stay as they are written in a language without a convention, or without that sign in it', () => {
    expect(set('"a" -- \'b\'', undefined)).toBe('"a" -- \'b\'');
    expect(set('"a" -- it\'s', { quotes: ['«', '»'] })).toBe("«a» -- it's");
  });

  it.each([
    ['en', '"No", he said -- twice.', '“No”, he said—twice.'],
    ['en-GB', 'one -- two', 'one\u00a0– two'],
    ['en-US', '"No", he said. "Yes".', '“No,” he said. “Yes.”'],
    ['en-US', '"Why?", he said; "no";', '“Why?”, he said; “no”;'],
    ['nl', "'s Avonds zei zij \"nee\", en 'ja'.", '’s Avonds zei zij “nee”, en ‘ja’.'],
    ['nl-BE', '"nee" -- "ja"', '“nee”\u00a0– “ja”'],
    ['de', '"Ja, \'gern\'"', '„Ja, ‚gern‘“'],
    ['de-CH', '"Ja, \'gern\'"', '«Ja, ‹gern›»'],
    ['fr', '"Oui" ! Vraiment ; non : si', '«\u00a0Oui\u00a0»\u202f! Vraiment\u202f; non\u00a0: si'],
    ['fr', "« l'eau »", '«\u00a0l’eau\u00a0»'],
    ['fr-CH', '"Oui"', '«Oui»'],
    ['sv', '"Ja"', '”Ja”'],
    ['ja', '"はい"', '「はい」'],
  ])('are those of the language without a word of configuration: %s %s', (locale, given, expected) => {
    expect(createTypesetter(locale, undefined)([given])).toEqual([expected]);
  });

  it('are those of the configuration where it names them, and of the language otherwise', () => {
    const typeset = createTypesetter('de', { quotes: ['»', '«'] });
    expect(typeset(['"Ja" -- \'nein\'']).join('')).toBe('»Ja«\u00a0– ‚nein‘');
  });

  it('reach across the pieces of a text, and keep each piece its own', () => {
    const pieces = ['He said "', 'no', '" -', '- "', 'x', '"'];
    expect(createTypesetter('und', english)(pieces)).toEqual(['He said “', 'no', '”—', '“', 'x', '”']);
    const words = createWords(createTypesetter('und', english));
    expect(words.inline('"**Bold**" is "`code`"')).toEqual([
      { type: 'text', value: '“' },
      { type: 'strong', children: [{ type: 'text', value: 'Bold' }] },
      { type: 'text', value: '” is “' },
      { type: 'code', value: 'code' },
      { type: 'text', value: '”' },
    ]);
  });

  it('change nothing but quotation marks, apostrophes, hyphens and dashes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: fc.constantFrom('a', ' ', '"', "'", '-', '7', '漢', '(', '😀') })),
        (pieces) => {
          const result = createTypesetter('und', dutch)(pieces);
          const plain = (texts: readonly string[]) => texts.join('').replace(/["'“”‘’\-‑–\s]/g, '');
          expect(result).toHaveLength(pieces.length);
          expect(plain(result)).toBe(plain(pieces));
        },
      ),
      { numRuns: 300, seed: 3 },
    );
  });

  it('cannot insert characters that are removed from texts', () => {
    expect(set('"a"', { quotes: ['\ufdd0name\ufdd1', '\u202e'] })).toBe('\ufffdname\ufffda\ufffd');
  });
});

describe('spaces at which no line breaks', () => {
  const shown = (locale: string, text: string) =>
    createTypesetter(locale, undefined)([text]).join('').replaceAll('\u00a0', '_');

  it.each([
    ['en', 'on 28 November 2026, or November 28', 'on 28_November 2026, or November_28'],
    ['en', 'In May 12 people', 'In May_12 people'],
    ['en', '1,200 km at 30 % for € 5 million, § 3', '1,200_km at 30_% for €_5_million, §_3'],
    ['en', 'J. R. R. Tolkien and 5 kmh', 'J._R._R._Tolkien and 5 kmh'],
    ['en', 'No. 5 and p. 12', 'No._5 and p._12'],
    ['nl', 'op 6 juli 2023 voor 2,5 miljoen euro', 'op 6_juli 2023 voor 2,5_miljoen euro'],
    ['nl', 'A. de Vries, blz. 12', 'A. de Vries, blz._12'],
    ['de', 'am 28. November, 3 Prozent, S. 4', 'am 28._November, 3_Prozent, S._4'],
    ['es', 'el 5 de enero', 'el 5_de_enero'],
    ['ar', 'في 28 نوفمبر', 'في 28_نوفمبر'],
    ['nl', 'Kade 1, 3011 WG Veermonde, met 50 km/u', 'Kade_1, 3011_WG Veermonde, met 50_km/u'],
    ['en', 'Lange Dijkweg 12b, 1234 AB Veermonde', 'Lange Dijkweg_12b, 1234_AB Veermonde'],
    ['nl', 'in 2026, 3011 keer, en Kade 1', 'in 2026, 3011 keer, en Kade 1'],
    ['en', 'after 6 minutes and 1 hour', 'after 6_minutes and 1_hour'],
    ['nl', 'na 23 minuten, 1 minuut', 'na 23_minuten, 1_minuut'],
    ['fr', '6 minutes', '6_minutes'],
    [
      'en',
      'SW1A 2AA London, 1234 AB Veermonde, in 2026 WHO',
      'SW1A_2AA London, 1234_AB Veermonde, in 2026 WHO',
    ],
    ['nl', 'in 2023 EU-landen', 'in 2023 EU-landen'],
  ])('%s: %s', (locale, given, expected) => {
    expect(shown(locale, given)).toBe(expected);
  });

  it.each([
    ['An E-bike (e-bike)', 'An E_bike (e_bike)'],
    ['"X-rays": a-b-c', '“X_rays”: a_b-c'],
    ['T-shirt.', 'T_shirt.'],
    [
      'e-post@example.org, x-y.example.org, a-b/c, e-Pub_1',
      'e-post@example.org, x-y.example.org, a-b/c, e-Pub_1',
    ],
    ['co-operate, re-e-mail, 3-d, 5-a-side', 'co-operate, re-e-mail, 3-d, 5-a-side'],
  ])('and the hyphen after a single letter: %s', (given, expected) => {
    expect(createTypesetter('en', undefined)([given]).join('').replaceAll('\u2011', '_')).toBe(expected);
  });

  it('reach across the pieces of a text', () => {
    expect(createTypesetter('en', undefined)(['28', ' ', 'November'])).toEqual(['28', '\u00a0', 'November']);
  });
});
