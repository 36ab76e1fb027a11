import { keepResults } from '../../foundation/text/keep-results.ts';
import { languageData } from './language-data.ts';
import type { Range } from './sentences-in.ts';

/** The numbers in a text: "18,400", "18.400" and "18 400" are "18400"; "3.5" and "3,5" are "3.50". */
export interface Numbers {
  readonly digits: readonly FoundNumber[];
  /** All numbers, including those written as words. */
  readonly all: readonly string[];
}

/**
 * A number in digits as written, its value and its place. "40 thousand" has the value 40, and 40000 is its
 * other value.
 */
export interface FoundNumber extends Range {
  readonly words: string;
  readonly value: string;
  readonly other?: string | undefined;
}

/** The numbers in a text, except in addresses and code. In a language without data, only digits count. */
export const numbersIn = (text: string, locale: string): Numbers => readerOf(locale)(text);

/** The studio checks the same texts again after each change. */
const readerOf = keepResults(100, (locale) => keepResults(5000, (text) => readNumbers(text, locale)));

function readNumbers(text: string, locale: string): Numbers {
  const words = text.replace(notCounted, (found) => ' '.repeat(found.length));
  const numbersOf = wordReader(locale);
  const digits = [...words.matchAll(written)].flatMap(readNumber).map((found): FoundNumber => {
    const after = /^[ \u00a0\u202f\n-](\p{L}+)/u.exec(words.slice(found.end, found.end + 20))?.[1];
    const factor = after === undefined ? undefined : numbersOf(after.toLowerCase()).find(isFactor);
    return factor === undefined ? found : { ...found, other: canonical(Number(found.value) * factor) };
  });
  const all = digits.flatMap(({ value, other = value }) => [value, other]);
  return { digits, all: [...all, ...wordNumbers(words, numbersOf)] };
}

const notCounted = /\]\([^()]*\)|https?:\/\/\S+|\b24\/7\b|[^\s@]{1,64}@\S+|`[^`]*`/g;

/** Digits with the signs that may join them. "u" and "h" occur in times: "8u30". */
const written = /\d+(?:(?:[.,:\u2019'\u00a0\u202f ]|(?<!\d{3})[uh](?=\d{2}(?!\d)))\d+)*/g;

/**
 * Splits a piece of text that looks like a number. Spaces join groups of three digits; other signs join the
 * parts of one number or of a time.
 */
function readNumber({ 0: found, index }: RegExpMatchArray): FoundNumber[] {
  const isGrouped = /^\d{1,3}(?:[\u00a0\u202f ]\d{3})+(?:[.,]\d+)?$/.test(found);
  return [...found.matchAll(isGrouped ? /.+/g : /[^\u00a0\u202f ]+/g)].map(({ 0: piece, index: inner }) => {
    const start = (index ?? 0) + inner;
    return { words: piece, value: readDigits(piece), start, end: start + piece.length };
  });
}

function readDigits(piece: string): string {
  const [, whole = piece, part = ''] =
    /^(\d{1,3}(?:[.,\u2019'\u00a0\u202f ]\d{3})*|\d+)[.,:uh](\d{1,2})$/.exec(piece) ?? [];
  const value = whole.replace(/\D/g, '').replace(/^0+(?=\d)/, '');
  return Number(part) === 0 ? value : `${value}.${part.padEnd(2, '0')}`;
}

const canonical = (value: number) => (Number.isInteger(value) ? String(value) : value.toFixed(2));

/** Whether the number before a word multiplies its value: "three dozen", "three quarters of an hour". */
const isFactor = (value: number) =>
  value === 12 || value === 15 || (value >= 100 && /^10+$/.test(String(value)));

/**
 * Reads number words, some of which multiply the number before them: "five", "hundred" and "five hundred".
 */
function wordNumbers(text: string, numbersOf: (word: string) => readonly number[]): string[] {
  const words = (text.toLowerCase().match(/\p{L}+(?:-\p{L}+)*/gu) ?? []).map((word) => numbersOf(word));
  return words.flatMap((numbers, at) => {
    const factor = numbers.find(isFactor);
    const before = factor === undefined ? [] : (words[at - 1] ?? []);
    return [...numbers, ...before.map((each) => each * (factor ?? 1))].map(canonical);
  });
}

/**
 * Reads numbers written as words, and compounds by their parts: "twenty-one", "eenentwintig", "vijfhonderd".
 * Results are kept, because most words of a publication occur again.
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
    const [ten, one] = [known[tens] ?? 0, ones === undefined ? 0 : (known[ones] ?? 0)];
    return [ten, ten + one, ...(isFactor(ten) && one > 0 ? [ten * one] : [])];
  });
});
