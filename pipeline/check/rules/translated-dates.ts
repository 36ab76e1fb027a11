import { partName } from '../../content/translation/check-translations.ts';
import type { Part } from '../../content/translation/compare-translation.ts';
import { datesIn, weekdaysIn } from '../language/dates-in.ts';
import { placeOfRange } from '../parts/place-in-text.ts';
import { type PartText, pairTexts } from '../parts/texts-of-part.ts';
import type { Rule, TranslationView } from './rule.ts';

/**
 * A translation must have the dates of its source, in the notation of its language. Only a date that replaces
 * another is reported: a missing or additional one may be expressed in other words. A date may also move to
 * the part before or after.
 */
export const translatedDates: Rule<TranslationView> = {
  family: 'translation',
  codes: ['translation-dates'],
  *check({ locale, sourceLocale, translation, parts }) {
    const sides = parts.map((part) => pairsWithDays(part, locale, sourceLocale));
    for (const [at, part] of parts.entries()) {
      const own = sides[at] ?? [];
      // Another rule reports stale parts.
      if (part.state === 'stale') continue;
      const near = [sides[at - 1], own, sides[at + 1]].flatMap((side) => side ?? []);
      const here = momentsOf(near.map((pair) => pair.translation));
      const there = momentsOf(near.map((pair) => pair.source));
      const lost = momentsOf(own.map((pair) => pair.source.filter((day) => !here.has(day.moment))));
      for (const pair of own) {
        const added = pair.translation.filter(({ moment }) => !there.has(moment));
        const [first] = added.filter(({ kind }) => replaced(pair.source, lost, kind).length > 0);
        if (first === undefined) continue;
        const { kind } = first;
        const source = distinct(replaced(pair.source, lost, kind));
        const others = distinct(added.filter((day) => day.kind === kind));
        const at = placeOfRange(translation.reading.tree, first.text, first);
        yield {
          code: 'translation-dates',
          data: { part: partName(part), kind, source, translation: others },
          at,
        };
      }
    }
  },
};

/**
 * The lost days that the days of a text may have replaced: those of its own source if there are any,
 * otherwise those of the whole part.
 */
function replaced(source: readonly Day[], lost: ReadonlyMap<number, Day>, kind: Day['kind']): Day[] {
  const ofKind = (days: Iterable<Day>) => [...days].filter((day) => day.kind === kind);
  const own = ofKind(source).filter(({ moment }) => lost.has(moment));
  return own.length > 0 ? own : ofKind(lost.values());
}

/** A date or a weekday and its place in a text. */
interface Day {
  readonly kind: 'dates' | 'weekdays';
  /**
   * In milliseconds since 1970. To compare them, all dates are put in one year, and all weekdays in one week.
   */
  readonly moment: number;
  readonly text: PartText;
  readonly start: number;
  readonly end: number;
}

/** The days in each text of a part and in its source. Dates come before weekdays. */
function pairsWithDays(part: Part, locale: string, sourceLocale: string) {
  return pairTexts(part).map(({ translation, sources }) => ({
    translation: translation ? daysIn(translation, locale) : [],
    source: sources.flatMap((source) => daysIn(source, sourceLocale)),
  }));
}

function daysIn(text: PartText, locale: string): Day[] {
  const range = (start: number, words: string) => ({ text, start, end: start + words.length });
  const dates = datesIn(text.text, locale).map(({ month, day, start, words }): Day => {
    // 2024 is a leap year.
    return { kind: 'dates', moment: Date.UTC(2024, month - 1, day), ...range(start, words) };
  });
  const weekdays = weekdaysIn(text.text, locale).map(({ weekday, start, words }): Day => {
    // 4 January 2026 is a Sunday.
    return { kind: 'weekdays', moment: Date.UTC(2026, 0, 4 + weekday), ...range(start, words) };
  });
  return [...dates, ...weekdays];
}

const momentsOf = (days: readonly (readonly Day[])[]) =>
  new Map(days.flat().map((day) => [day.moment, day] as const));

const distinct = (days: readonly Day[]) => [...new Set(days.map(({ moment }) => moment))];
