/** The words for dates of a language, and how it sets them. */
export interface DateWords {
  /** From 1 to 12, by its names in small letters, in full and short. */
  readonly months: ReadonlyMap<string, number>;
  /** 0 is Sunday. */
  readonly weekdays: ReadonlyMap<string, number>;
  /** "Tuesday 3 and Wednesday 4 March 2026", in the groups `weekday`, `days`, `month` and `year`. */
  readonly dayFirst: RegExp;
  /** "Tuesday, March 3, 2026". */
  readonly monthFirst: RegExp;
  /** The name of a weekday in full, also at the beginning of a compound. */
  readonly weekday: RegExp;
  /** Whether the language writes the month first in digits too. */
  readonly isMonthFirst: boolean;
}

const known = new Map<string, DateWords>();

/** Intl has the words of every language. */
export function dateWords(locale: string): DateWords {
  const words = known.get(locale) ?? readWords(locale);
  known.set(locale, words);
  return words;
}

function readWords(locale: string): DateWords {
  const months = new Map<string, number>();
  const weekdays = new Map<string, number>();
  const full = new Set<string>();
  for (let at = 0; at < 12; at++) {
    const date = Date.UTC(2026, at, 3);
    for (const style of [{ month: 'long' }, { month: 'short' }, { month: 'long', day: 'numeric' }] as const) {
      const name = partOf(locale, style, date, 'month');
      if (name !== '') months.set(name.toLowerCase(), at + 1);
    }
  }
  for (let at = 0; at < 7; at++) {
    // 4 January 2026 is a Sunday.
    const date = Date.UTC(2026, 0, 4 + at);
    const [long, short] = (['long', 'short'] as const).map((weekday) =>
      partOf(locale, { weekday }, date, 'weekday'),
    );
    for (const name of [long, short]) if (name) weekdays.set(name.toLowerCase(), at);
    if (long) full.add(long);
  }
  const of = (names: Iterable<string>) =>
    [...names].flatMap(withCapital).sort(longestFirst).join('|') || '(?!)';
  const [month, weekday] = [of(namesOf(locale, months)), of(namesOf(locale, weekdays))];
  const before = `(?<![\\p{L}\\p{N}])(?:(?<weekday>${weekday})\\.?,?${space}(?:\\p{Ll}{2,3}${space})?)?`;
  const days = `(?<days>${day}(?:(?:${space}?[-\\u2013,&/]${space}?|${space}\\p{Ll}{1,4}${space}(?:(?:${weekday})\\.?,?${space})?)${day}){0,6})`;
  const year = `(?:,?${space}(?:\\p{Ll}{2}${space})?(?<year>(?:1[5-9]|20)\\d{2})(?![\\p{L}\\p{N}]))?`;
  return {
    months,
    weekdays,
    dayFirst: new RegExp(
      `${before}(?<![\\p{N}.,:])${days}${space}(?:\\p{Ll}{2}${space})?(?<month>${month})(?!\\p{L})${year}`,
      'gu',
    ),
    monthFirst: new RegExp(
      `${before}(?<![\\p{L}])(?<month>${month})\\.?${space}${days}(?![\\p{L}\\p{N}:])${year}`,
      'gu',
    ),
    weekday: new RegExp(`(?<!\\p{L})(?:${of(full)})`, 'gu'),
    isMonthFirst: isMonthFirst(locale),
  };
}

const space = '[ \\u00a0\\u202f\\n]';
/** With the ending of an ordinal: "3rd", "3.", "1er". */
const day = '\\d{1,2}(?!\\d)(?:st|nd|rd|th|er|\\.(?!\\d)|\\u00ba)?';

/** As they are set within a sentence: a language's capitals distinguish "May" from "may". */
function namesOf(locale: string, names: ReadonlyMap<string, number>): string[] {
  const isCapital = /^\p{Lu}/u.test(partOf(locale, { month: 'long' }, Date.UTC(2026, 4, 3), 'month'));
  return [...names.keys()].map((name) => (isCapital ? capital(name) : name));
}

const capital = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);
const withCapital = (name: string) => [...new Set([name, capital(name)])].map((each) => RegExp.escape(each));
const longestFirst = (a: string, b: string) => b.length - a.length;

/** A name without the full stop of an abbreviation; empty where the language has a number. */
function partOf(
  locale: string,
  style: Intl.DateTimeFormatOptions,
  date: number,
  type: Intl.DateTimeFormatPartTypes,
): string {
  const format = new Intl.DateTimeFormat(locale, { ...style, timeZone: 'UTC', calendar: 'gregory' });
  const name = format.formatToParts(date).find((part) => part.type === type)?.value ?? '';
  return /\d/.test(name) ? '' : name.replace(/\.$/, '');
}

function isMonthFirst(locale: string): boolean {
  const format = new Intl.DateTimeFormat(locale, {
    dateStyle: 'short',
    timeZone: 'UTC',
    calendar: 'gregory',
  });
  const types = format.formatToParts(0).map(({ type }) => type);
  return types.indexOf('month') < types.indexOf('day');
}
