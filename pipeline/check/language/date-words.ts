/** The words that a language uses in dates, and the notations of its dates. */
export interface DateWords {
  /** The names of months in lower case, in full and abbreviated, with their numbers from 1 to 12. */
  readonly months: ReadonlyMap<string, number>;
  /** The names of weekdays; 0 is Sunday. */
  readonly weekdays: ReadonlyMap<string, number>;
  /**
   * Matches "Tuesday 3 and Wednesday 4 March 2026", with the groups `weekday`, `days`, `month` and `year`.
   */
  readonly dayFirst: RegExp;
  /** Matches "Tuesday, March 3, 2026". */
  readonly monthFirst: RegExp;
  /** Matches the full name of a weekday, even at the beginning of a compound. */
  readonly weekday: RegExp;
  /** Whether the language puts the month first in numeric dates too. */
  readonly isMonthFirst: boolean;
}

const known = new Map<string, DateWords>();

/** The words and notations for dates in a language, taken from Intl. */
export function dateWords(locale: string): DateWords {
  const words = known.get(locale) ?? readWords(locale);
  known.set(locale, words);
  return words;
}

function readWords(locale: string): DateWords {
  const months = new Map<string, number>();
  const weekdays = new Map<string, number>();
  const full = new Set<string>();
  // Creating a format takes much longer than formatting a date.
  const monthStyles = [{ month: 'long' }, { month: 'short' }, { month: 'long', day: 'numeric' }] as const;
  const monthNames = monthStyles.map((style) => nameReader(locale, style, 'month'));
  const weekdayNames = (['long', 'short'] as const).map((weekday) =>
    nameReader(locale, { weekday }, 'weekday'),
  );
  for (let at = 0; at < 12; at++) {
    for (const nameOf of monthNames) {
      const name = nameOf(Date.UTC(2026, at, 3));
      if (name !== '') months.set(name.toLowerCase(), at + 1);
    }
  }
  for (let at = 0; at < 7; at++) {
    // 4 January 2026 is a Sunday.
    const [long, short] = weekdayNames.map((nameOf) => nameOf(Date.UTC(2026, 0, 4 + at)));
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
/** A day with the ending of an ordinal: "3rd", "3.", "1er". */
const day = '\\d{1,2}(?!\\d)(?:st|nd|rd|th|er|\\.(?!\\d)|\\u00ba)?';

/** Names with the capitals that they have within a sentence, which distinguish "May" from "may". */
function namesOf(locale: string, names: ReadonlyMap<string, number>): string[] {
  const isCapital = /^\p{Lu}/u.test(nameReader(locale, { month: 'long' }, 'month')(Date.UTC(2026, 4, 3)));
  return [...names.keys()].map((name) => (isCapital ? capital(name) : name));
}

const capital = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);
const withCapital = (name: string) => [...new Set([name, capital(name)])].map((each) => RegExp.escape(each));
const longestFirst = (a: string, b: string) => b.length - a.length;

/**
 * Returns the name of a month or weekday, without the full stop of an abbreviation; empty if the language uses
 * a number instead.
 */
function nameReader(
  locale: string,
  style: Intl.DateTimeFormatOptions,
  type: Intl.DateTimeFormatPartTypes,
): (date: number) => string {
  const format = new Intl.DateTimeFormat(locale, { ...style, timeZone: 'UTC', calendar: 'gregory' });
  return (date) => {
    const name = format.formatToParts(date).find((part) => part.type === type)?.value ?? '';
    return /\d/.test(name) ? '' : name.replace(/\.$/, '');
  };
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
