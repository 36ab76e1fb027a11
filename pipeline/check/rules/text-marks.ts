import type { DocumentView, Rule } from './rule.ts';

/** A text must use one form of quotation marks and one form of dashes. */
export const textMarks: Rule<DocumentView> = {
  family: 'text',
  codes: ['text-marks'],
  *check({ document, texts }) {
    for (const { text, path, role } of texts) {
      if (role !== 'inline' && role !== 'text') continue;
      const words = text.replace(/`[^`]*`|\]\([^)]*\)/g, '\u2026');
      const reported = new Set<string>();
      for (const { what, forms } of kinds) {
        const found = forms.flatMap(({ sign, name, marks }) => {
          // Most texts have no marks, and this is faster than a regular expression.
          const index = marks.some((mark) => words.includes(mark)) ? words.search(sign) : -1;
          return index < 0 ? [] : [{ index, name, sample: sign.exec(words)?.[0].trim() ?? '' }];
        });
        if (found.length < 2 || reported.has(what)) continue;
        reported.add(what);
        const later = found.reduce((a, b) => (a.index > b.index ? a : b));
        const signs = found.map(({ name }) => name);
        yield {
          code: 'text-marks',
          data: { what, signs },
          at: document.reading.tree.placeOfText(path, later.sample),
        };
      }
    }
  },
};

/**
 * A straight mark after a digit means inches or seconds. A name may have quotation marks of its own language.
 */
const straight = { name: '"\u2026"', marks: ['"'], sign: /(?<!\d)"\p{L}|\p{L}[.,!?]?"(?!\p{L})/u };

const kinds = [
  {
    what: 'quotation marks',
    forms: [
      straight,
      {
        name: '\u201c\u2026\u201d',
        marks: ['\u201c', '\u201d'],
        sign: /\u201c(?=\p{L})|(?<=[\p{L}.,!?])\u201d/u,
      },
    ],
  },
  {
    what: 'quotation marks',
    forms: [
      straight,
      // Not the apostrophe of "\u2018s avonds".
      {
        name: '\u2018\u2026\u2019',
        marks: ['\u2018'],
        sign: /\u2018(?!\p{L}\s)(?=\p{L}[^\u2018\u2019]*[\p{L}.,!?]\u2019(?!\p{L}))/u,
      },
    ],
  },
  {
    what: 'dashes',
    forms: [
      { name: '" -- "', marks: [' -- '], sign: /(?<=\S) -- (?=\S)/ },
      { name: '" \u2013 "', marks: [' \u2013 '], sign: /(?<=\S) \u2013 (?=\S)/ },
      { name: '"\u2014"', marks: ['\u2014'], sign: /(?<=\p{L}) ?\u2014 ?(?=\p{L})/u },
    ],
  },
] as const;
