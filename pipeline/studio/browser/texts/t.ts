import { signal } from '@preact/signals-core';
import { dutch } from './dutch.ts';
import { english, type TextKey, type Texts } from './english.ts';

/** The languages of the studio's own interface. */
const languages = { en: english, nl: dutch } satisfies Record<string, Texts>;

export type Language = keyof typeof languages;

export const languageNames: Readonly<Record<Language, string>> = { en: 'English', nl: 'Nederlands' };

const isLanguage = (name: string): name is Language => Object.hasOwn(languages, name);

/** The language of the interface: the one that was chosen before, otherwise the browser's. */
export const language = signal<Language>(firstLanguage());

function firstLanguage(): Language {
  const wished = [localStorage.getItem('studio.language') ?? '', ...navigator.languages];
  return wished.map((each) => each.slice(0, 2)).find(isLanguage) ?? (Object.keys(languages)[0] as Language);
}

export function chooseLanguage(name: string): void {
  if (!isLanguage(name)) return;
  localStorage.setItem('studio.language', name);
  language.value = name;
}

/**
 * The interface's language with the region of the browser, because dates differ between London and New York.
 */
const regional = () =>
  navigator.languages.map(tagOf).find((each) => each?.slice(0, 2) === language.value) ?? language.value;

/** The language tag in a name that may be a POSIX locale, such as `en-US@posix`; undefined without one. */
function tagOf(name: string): string | undefined {
  const [tag = ''] = name.replaceAll('_', '-').split(/[.@]/);
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    return undefined; // Not a language tag: the formatters would refuse it too.
  }
}

/** A text of the interface with its values filled in. */
export function t(key: TextKey, values: Readonly<Record<string, string | number>> = {}): string {
  return languages[language.value][key].replace(/\{(\w+)\}/g, (_, name: string) =>
    (joints[name] ?? String)(values[name] ?? ''),
  );
}

/** The names of values that are texts themselves: a `{reason}` is a sentence, and the others are parts of one. */
const joints: Readonly<Record<string, (text: string | number) => string>> = {
  reason: asSentence,
  what: asPhrase,
  kind: asPhrase,
  into: asPhrase,
};

function asSentence(text: string | number): string {
  const said = String(text).trim();
  const begun = said.charAt(0).toLocaleUpperCase(language.value) + said.slice(1);
  return /(?:^|[.!?…][”"')]?)$/u.test(begun) ? begun : `${begun}.`;
}

/** Words such as "URL" keep their capitals. */
function asPhrase(text: string | number): string {
  const said = String(text);
  return /^\p{Lu}(?!\p{Lu})/u.test(said)
    ? said.charAt(0).toLocaleLowerCase(language.value) + said.slice(1)
    : said;
}

/**
 * The first of these texts that exists. The keys may contain names of fields and plural forms that the
 * interface does not know.
 */
export function knownText(
  keys: readonly string[],
  values: Readonly<Record<string, string>> = {},
): string | undefined {
  const key = keys.find((each) => Object.hasOwn(english, each));
  return key === undefined ? undefined : t(key as TextKey, values);
}

/** "1 error", "1,204 errors". */
export function counted(one: TextKey, many: TextKey, count: number): string {
  return count === 1 ? t(one) : t(many, { count: number(count) });
}

/** The name of a language in the interface's language. */
export function nameOf(locale: string): string {
  return new Intl.DisplayNames([language.value], { type: 'language' }).of(locale) ?? locale;
}

export function day(date: string | number, withTime = false): string {
  const style = withTime
    ? ({ dateStyle: 'medium', timeStyle: 'short' } as const)
    : ({ dateStyle: 'medium' } as const);
  const moment = typeof date === 'number' ? new Date(date) : new Date(`${date}T12:00:00`);
  return new Intl.DateTimeFormat(regional(), style).format(moment);
}

export const number = (value: number) => value.toLocaleString(regional());

/** A share of 1 as a percentage with two decimals. */
export const percent = (share: number) =>
  share.toLocaleString(regional(), { style: 'percent', minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** The time of day of a moment, to the second. */
export function time(at: number | undefined): string {
  if (at === undefined) return '';
  return new Intl.DateTimeFormat(regional(), { timeStyle: 'medium' }).format(at);
}

/** A day and a time of day in a time zone, with the name of the zone. */
export function momentIn(timeZone: string, at: number): string {
  const style = { dateStyle: 'medium', timeStyle: 'short', timeZone } as const;
  return `${new Intl.DateTimeFormat(regional(), style).format(at)} (${timeZone})`;
}

/** The time of day that clocks in a time zone show. */
export function clockIn(timeZone: string, at: number): string {
  return new Intl.DateTimeFormat(regional(), { timeStyle: 'short', timeZone }).format(at);
}

/** "December 2026", for the first day of the month. */
export function monthName(day: string): string {
  const style = { month: 'long', year: 'numeric', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(regional(), style).format(new Date(`${day}T12:00:00Z`));
}

/** A short name: 1 for Monday to 7 for Sunday. */
export function weekdayName(weekday: number): string {
  // 1 January 2024 was a Monday.
  const day = new Date(Date.UTC(2024, 0, weekday));
  return new Intl.DateTimeFormat(regional(), { weekday: 'short', timeZone: 'UTC' }).format(day);
}

/** A text whose key is composed from a prefix and a name. Falls back to the name itself. */
export function named(prefix: 'state' | 'why' | 'came', name: string): string {
  const key = `${prefix}_${name}`;
  return Object.hasOwn(english, key) ? t(key as TextKey) : name;
}

/** A duration, given in seconds, rounded as people would say it. */
export function duration(seconds: number): string {
  const [value, unit] =
    seconds < 90 ? [seconds, 'second'] : seconds < 5400 ? [seconds / 60, 'minute'] : [seconds / 3600, 'hour'];
  const style = { style: 'unit', unit, unitDisplay: 'long', maximumFractionDigits: 0 } as const;
  return new Intl.NumberFormat(language.value, style).format(Math.ceil(value));
}
