import { keepResults } from '../../foundation/text/keep-results.ts';
import type { Convention } from './conventions.ts';

const noBreak = '\u00a0';
const noBreakHyphen = '\u2011';
/** U+202F, which French puts before high punctuation marks. */
const narrow = '\u202f';

/** Units and signs that follow a number and a space in all languages. */
const units =
  '%|‰|°[CF]?|[kmcdµn]?m[²³23]?|km/h|[kmcµ]?g|[mcd]?[lL]|ha|[kMGT]?Wh?|[kMGT]?B|[kMG]?Hz|[kM]?V|h|min|s|€|\\$|£|¥|kr';

/**
 * A letter and a hyphen at the start of a word, as in "e-bike". Excludes addresses, such as
 * "e-bike.example.org".
 */
const shortStart = /(?<![^\s"'“„«‘‚(])(\p{L})-(?=\p{L}[\p{L}-]*(?![\p{L}-]|\S*[@/_\\]|[.:]\S))/gu;

/** Keeps words such as "e-mail" on one line. Does not change the length of the text. */
export const keepShortStarts = (text: string): string =>
  text.includes('-') ? text.replace(shortStart, `$1${noBreakHyphen}`) : text;

/** The number of languages whose date rules are kept. */
const mostLocales = 100;

/**
 * Replaces spaces at which a line must not break with no-break spaces: between a day and its month, a number
 * and its unit, a sign and its number, in a postcode, a street and its number before a postcode, and after an
 * initial. Also replaces the hyphen after a single letter. Does not change the length of the text.
 */
export function createSpacing(locale: string, convention: Convention): (text: string) => string {
  const rules = [
    ...dateRules(locale),
    wordsRule(`(?<=\\p{Nd}) (?=(?:${units}${alternatives(convention.afterNumber)})(?![\\p{L}\\p{N}]))`),
    wordsRule(`(?<=(?<![\\p{L}\\p{N}])(?:[§№€$£¥]${alternatives(convention.beforeNumber)})) (?=\\p{Nd})`),
    ...(convention.addresses ?? []).map((part) =>
      wordsRule(`(?<![\\p{L}\\p{N}])(?:${part})(?![\\p{L}\\p{N}-])`),
    ),
    wordsRule("(?<=(?<![\\p{L}\\p{N}’'])\\p{Lu}\\.) (?=\\p{Lu})"),
  ];
  return (text) => {
    let result = keepShortStarts(text);
    if (!text.includes(' ')) return result;
    for (const rule of rules) result = result.replace(rule, (match) => match.replaceAll(' ', noBreak));
    if (!convention.spacedMarks) return result;
    return result.replace(/ (?=[;!?])/g, narrow).replace(/(?<=«) | (?=»|:(?!\S))/g, noBreak);
  };
}

const wordsRule = (source: string) => new RegExp(source, 'gu');

const alternatives = (words: readonly string[] = []) =>
  words.map((word) => `|${RegExp.escape(word)}`).join('');

/**
 * Matches "28 November" in the order of the language, with its own text between day and month (". " in
 * German, " de " in Spanish).
 */
const dateRules = keepResults(mostLocales, (locale): readonly RegExp[] => {
  const format = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', timeZone: 'UTC' });
  const months = new Set<string>();
  const between = new Set([' ']);
  let monthFirst = false;
  for (let month = 0; month < 12; month++) {
    const parts = format.formatToParts(Date.UTC(2026, month, 15));
    const kinds = parts.map(({ type }) => type);
    const [day, name] = [kinds.indexOf('day'), kinds.indexOf('month')];
    months.add(RegExp.escape(parts[name]?.value ?? ''));
    if (name < day) monthFirst = true;
    const literal = parts.slice(day + 1, name).map(({ value }) => value);
    if (day < name) between.add(RegExp.escape(literal.join('')));
  }
  const names = [...months].filter((name) => /\p{L}/u.test(name)).join('|');
  if (names === '') return [];
  const dayFirst = wordsRule(
    `(?<!\\p{N})\\p{Nd}{1,2}(?:${[...between].join('|')})(?:${names})(?![\\p{L}\\p{N}])`,
  );
  return monthFirst
    ? [dayFirst, wordsRule(`(?<!\\p{L})(?:${names}) (?=\\p{Nd}{1,2}(?!\\p{N}))`)]
    : [dayFirst];
});
