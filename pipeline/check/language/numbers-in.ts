import { keepResults } from '../../foundation/text/keep-results.ts';
import { languageData } from './language-data.ts';

/** The numbers in a text, as digits only: "18,400", "18.400" and "18 400" are all "18400". */
export interface Numbers {
  readonly digits: readonly string[];
  /** All numbers, including those written as words. */
  readonly all: readonly string[];
}

/** The numbers in a text, except in addresses and code. In a language without data, only digits count. */
export function numbersIn(text: string, locale: string): Numbers {
  const words = text.replace(/\]\([^()]*\)|https?:\/\/\S+|\b24\/7\b|[^\s@]{1,64}@\S+|`[^`]*`/g, ' ');
  const digits = (words.match(/\d+(?:[.,:\u2019'\u00a0\u202f ]\d+)*/g) ?? []).flatMap(readNumber);
  return { digits, all: [...digits, ...wordNumbers(words, locale)] };
}

/**
 * Splits a piece of text that looks like a number. Spaces join groups of three digits; other signs join the
 * parts of one number or of a time.
 */
function readNumber(found: string): string[] {
  const isGrouped = /^\d{1,3}(?:[\u00a0\u202f ]\d{3})+(?:[.,]\d+)?$/.test(found);
  const pieces = isGrouped ? [found] : found.split(/[\u00a0\u202f ]/);
  return pieces.map((piece) =>
    piece
      .replace(/[.,:](?:0+|-)$/, '')
      .replace(/\D/g, '')
      .replace(/^0+(?=\d)/, ''),
  );
}

function wordNumbers(text: string, locale: string): string[] {
  const numbersOf = wordReader(locale);
  return (text.toLowerCase().match(/\p{L}+(?:-\p{L}+)*/gu) ?? []).flatMap(numbersOf).map(String);
}

/**
 * Reads numbers written as words, and compounds by their parts: "twenty-one", "eenentwintig". Results are
 * kept, because most words of a publication occur again.
 */
const wordReader = keepResults(100, (locale) => {
  const known = languageData(locale)?.numbers ?? {};
  const names = Object.keys(known).sort((a, b) => b.length - a.length);
  return keepResults(20_000, (word): readonly number[] => {
    const exact = Object.hasOwn(known, word) ? known[word] : undefined;
    if (exact !== undefined) return [exact];
    const tens = names.find((name) => (known[name] ?? 0) >= 10 && word.includes(name));
    if (tens === undefined) return [];
    const rest = word.replace(tens, ' ').split(/[ -]/).filter(Boolean);
    const ones = names.find((name) => (known[name] ?? 10) < 10 && rest.some((each) => each.startsWith(name)));
    return [known[tens] ?? 0, (known[tens] ?? 0) + (ones === undefined ? 0 : (known[ones] ?? 0))];
  });
});
