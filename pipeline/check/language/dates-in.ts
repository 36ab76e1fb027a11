import { keepResults } from '../../foundation/text/keep-results.ts';
import { type DateWords, dateWords } from './date-words.ts';

/** A date that a text mentions. */
export interface FoundDate {
  readonly day: number;
  /** From 1 to 12. */
  readonly month: number;
  /** Undefined if the text does not give the year. */
  readonly year: number | undefined;
  /** The weekday before the date; 0 is Sunday. */
  readonly weekday: number | undefined;
  /** The date as written, with the weekday. */
  readonly words: string;
  /** Where the words begin in the text. */
  readonly start: number;
}

/** A weekday that a text mentions; 0 is Sunday. */
export interface FoundWeekday {
  readonly weekday: number;
  /** The name as written, and where it begins in the text. */
  readonly words: string;
  readonly start: number;
}

/**
 * The dates that a text mentions in the notations of its language: "Tuesday 3 March 2026", "March 3-5",
 * "03-03-2026". Leaves out ambiguous dates such as 3/4/2026, and everything in addresses and code.
 */
export const datesIn = (text: string, locale: string): readonly FoundDate[] => readerOf(locale)(text);

/** The studio checks the same texts again after each change. */
const readerOf = keepResults(100, (locale) => keepResults(5000, (text) => readDates(text, locale)));

function readDates(text: string, locale: string): readonly FoundDate[] {
  if (!/\d/.test(text)) return [];
  const words = withoutCode(text);
  const known = dateWords(locale);
  return [
    ...[...words.matchAll(known.dayFirst)].flatMap((match) => spelt(match, known)),
    ...[...words.matchAll(known.monthFirst)].flatMap((match) => spelt(match, known)),
    ...[...words.matchAll(numeric)].flatMap((match) => inDigits(match, known)),
  ].filter(exists);
}

/** The weekdays that a text mentions. Includes compounds such as "maandagavond". */
export function weekdaysIn(text: string, locale: string): FoundWeekday[] {
  const { weekdays, weekday } = dateWords(locale);
  return [...withoutCode(text).matchAll(weekday)].flatMap(({ 0: words, index: start }) => {
    const found = weekdays.get(words.toLowerCase());
    return found === undefined ? [] : [{ weekday: found, words, start }];
  });
}

/** Spaces replace code, so that all other words keep their places. */
const withoutCode = (text: string) =>
  text.replace(/`[^`]*`|\]\([^)]*\)|https?:\/\/\S+/g, (code) => ' '.repeat(code.length));

/**
 * Reads dates with the name of the month. Each day may have its own weekday: "Monday 3 and Tuesday 10 March".
 */
function spelt({ 0: words, index: start = 0, groups = {} }: RegExpMatchArray, known: DateWords): FoundDate[] {
  const month = known.months.get(lookUp(groups['month']));
  if (month === undefined) return [];
  const days = `${groups['weekday'] ?? ''} ${groups['days']}`.matchAll(/(?:(\p{L}+)[.,]? +)?(\d+)/gu);
  const year = groups['year'] === undefined ? undefined : Number(groups['year']);
  return [...days].map(([, before, day]) => {
    return { day: Number(day), month, year, weekday: known.weekdays.get(lookUp(before)), words, start };
  });
}

const lookUp = (word: string | undefined) => word?.replace(/\.$/, '').toLowerCase() ?? '';

const numeric = /(?<![\d./-])(?:(\d{4})-(\d{2})-(\d{2})|(\d{1,2})([-/.])(\d{1,2})\5(\d{4}))(?![\d/-])/g;

function inDigits(match: RegExpMatchArray, known: DateWords): FoundDate[] {
  const [words, isoYear, isoMonth, isoDay, a, , b, year] = match;
  const found = { weekday: undefined, words, start: match.index ?? 0 };
  if (isoYear !== undefined)
    return [{ day: Number(isoDay), month: Number(isoMonth), year: Number(isoYear), ...found }];
  const [first, second] = [Number(a), Number(b)];
  const isUnclear = known.isMonthFirst && first !== second && first <= 12 && second <= 12;
  if (isUnclear) return [];
  const [day, month] = second > 12 ? [second, first] : [first, second];
  return [{ day, month, year: Number(year), ...found }];
}

/** Whether a date exists. Without a year, 29 February does. */
function exists({ day, month, year = 2024 }: FoundDate): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
