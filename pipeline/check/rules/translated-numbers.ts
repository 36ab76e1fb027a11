import { partName } from '../../content/translation/check-translations.ts';
import type { Part } from '../../content/translation/compare-translation.ts';
import { isBlank, joinWords } from '../../content/translation/words.ts';
import type { Place } from '../../foundation/problems/place.ts';
import type { Tree } from '../../foundation/sources/yaml-tree.ts';
import { datesIn, type FoundDate } from '../language/dates-in.ts';
import { type FoundNumber, type Numbers, numbersIn } from '../language/numbers-in.ts';
import { placeOfCounterpart, placeOfRange } from '../parts/place-in-text.ts';
import { type PartText, pairTexts } from '../parts/texts-of-part.ts';
import type { Rule, TranslationView } from './rule.ts';

/**
 * A translation must have the numbers of its source, in digits or in words. A number may move to the part
 * before or after, and times may use a 12-hour or a 24-hour clock.
 */
export const translatedNumbers: Rule<TranslationView> = {
  family: 'translation',
  codes: ['translation-numbers'],
  *check({ locale, sourceLocale, translation, parts }) {
    const sides = parts.map((part) => pairsWithNumbers(part, locale, sourceLocale));
    for (const [at, part] of parts.entries()) {
      const own = sides[at];
      if (own === undefined || part.source === undefined || part.translation === undefined) continue;
      // Another check reports missing texts.
      if ([part.source, part.translation].map(joinWords).some(isBlank)) continue;
      // Another rule reports stale parts.
      if (part.state === 'stale') continue;
      const near = [sides[at - 1], own, sides[at + 1]].flatMap((side) => side ?? []);
      const there = { own: numbersOf(own, 'sources'), near: numbersOf(near, 'sources') };
      const here = { own: numbersOf(own, 'translation'), near: numbersOf(near, 'translation') };
      for (const pair of own) {
        const lost = pair.sources.flatMap((source) =>
          missing(source.numbers.digits, here).map((number) => ({ source, number })),
        );
        const added = missing(pair.translation?.numbers.digits ?? [], there);
        const place = placeOf(translation.reading.tree, pair.translation, added[0], lost[0]);
        if (lost.length + added.length === 0) continue;
        const data = {
          part: partName(part),
          lost: asWritten(lost.map(({ number }) => number)),
          added: asWritten(added),
        };
        const block = translation.reading.tree.place(part.translationPath ?? []);
        yield { code: 'translation-numbers', data, at: place ?? block };
      }
    }
  },
};

interface WithNumbers extends PartText {
  readonly numbers: Numbers;
  readonly dates: readonly FoundDate[];
}

interface NumberPair {
  readonly translation: WithNumbers | undefined;
  readonly sources: readonly WithNumbers[];
}

function pairsWithNumbers(part: Part, locale: string, sourceLocale: string): NumberPair[] {
  return pairTexts(part).map(({ translation, sources }) => {
    const [own, theirs] = [
      translation ? [read(translation, locale)] : [],
      sources.map((each) => read(each, sourceLocale)),
    ];
    // If each date has a counterpart, another rule compares the dates.
    const areDates = countDates(own) === countDates(theirs);
    const [first, ...others] = [...own, ...theirs].map((each) => (areDates ? withoutDays(each) : each));
    return translation
      ? { translation: first, sources: others }
      : { translation: undefined, sources: theirs };
  });
}

function numbersOf(pairs: readonly NumberPair[], side: 'sources' | 'translation'): ReadonlySet<string> {
  const texts = pairs.flatMap((pair) => pair[side] ?? []);
  return new Set(texts.flatMap(({ numbers }) => numbers.all));
}

function read(text: PartText, locale: string): WithNumbers {
  return { ...text, numbers: numbersIn(text.text, locale), dates: datesIn(text.text, locale) };
}

function countDates(texts: readonly WithNumbers[]): number {
  return texts.reduce((sum, { dates }) => sum + dates.length, 0);
}

/** Leaves out the numbers that are days of dates. */
function withoutDays(text: WithNumbers): WithNumbers {
  const { numbers, dates } = text;
  const isDay = ({ value, start, end }: FoundNumber) =>
    dates.some((date) => {
      const isWithin = date.start <= start && end <= date.start + date.words.length;
      return isWithin && Number(value) === date.day;
    });
  return { ...text, numbers: { ...numbers, digits: numbers.digits.filter((number) => !isDay(number)) } };
}

/**
 * The place of a number that the source does not have, or of the sentence that should have a missing number.
 */
function placeOf(
  tree: Tree,
  own: PartText | undefined,
  added: FoundNumber | undefined,
  lost: { source: PartText; number: FoundNumber } | undefined,
): Place | undefined {
  if (own && added) return placeOfRange(tree, own, added);
  return own && lost && placeOfCounterpart(tree, own, lost.source.text, lost.number.start);
}

const asWritten = (numbers: readonly FoundNumber[]) => [...new Set(numbers.map(({ words }) => words))];

/** Smaller numbers are often words such as "a", "both", "no" or "a quarter". */
const least = 3;

/** The numbers in a part (`own`), and those in the part and its neighbours (`near`). */
interface Others {
  readonly own: ReadonlySet<string>;
  readonly near: ReadonlySet<string>;
}

function missing(numbers: readonly FoundNumber[], others: Others): FoundNumber[] {
  return numbers.filter(({ value, other = value }) => {
    const isWord = Number(value) < least && /^\d+(?:\.(?:25|50|75))?$/.test(value);
    const isThere = others.near.has(value) || others.near.has(other);
    return !isWord && !isThere && !alike(value).some((each) => others.own.has(each));
  });
}

/**
 * Other ways to write a number: on another clock (14 or 2, 14.30 or 2.30), or as the name of a decade (1990
 * or 90).
 */
function alike(number: string): string[] {
  const [hour = 0, minute] = number.split('.').map(Number);
  if (minute !== undefined) return hour < 24 && minute < 60 ? clocks(hour, minute) : [];
  if (hour <= 24) return positive([hour + 12, hour - 12]);
  const decade = hour >= 1800 && hour < 2100 && hour % 10 === 0 ? [hour % 100] : [];
  const isClock = hour >= 100 && hour < 2400 && hour % 100 < 60;
  return [...positive(decade), ...(isClock ? clocks(Math.floor(hour / 100), hour % 100) : [])];
}

/**
 * Other ways to write a time. A quarter, half or full hour may also be a bare hour: some languages call half
 * past five "half six".
 */
function clocks(hour: number, minute: number): string[] {
  const digits = String(minute).padStart(2, '0');
  const times = [hour, hour + 12, hour - 12].filter((each) => each >= 0);
  const hours = minute % 15 === 0 ? [hour, hour + 1, hour - 12, hour - 11] : [];
  return [...times.flatMap((each) => [`${each}.${digits}`, `${each}${digits}`]), ...positive(hours)];
}

const positive = (values: readonly number[]) => values.filter((each) => each > 0).map(String);
