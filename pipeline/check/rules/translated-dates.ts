import { partName } from '../../content/translation/check-translations.ts';
import { joinWords, type Words } from '../../content/translation/words.ts';
import { datesIn, weekdaysIn } from '../language/dates-in.ts';
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
    const sides = parts.map((part) => ({
      source: daysOf(part.source, sourceLocale),
      translation: daysOf(part.translation, locale),
    }));
    for (const [at, part] of parts.entries()) {
      const own = sides[at];
      // A stale part is reported as stale.
      if (own === undefined || part.state === 'stale') continue;
      const near = [sides[at - 1], own, sides[at + 1]].flatMap((side) => side ?? []);
      for (const kind of ['dates', 'weekdays'] as const) {
        const source = missing(
          own.source[kind],
          near.map((side) => side.translation[kind]),
        );
        const others = missing(
          own.translation[kind],
          near.map((side) => side.source[kind]),
        );
        if (source.length === 0 || others.length === 0) continue;
        yield {
          code: 'translation-dates',
          data: { part: partName(part), kind, source, translation: others },
          at: translation.reading.tree.place(part.translationPath ?? []),
        };
        break;
      }
    }
  },
};

/** In milliseconds since 1970: dates within one year, weekdays within one week. */
interface Days {
  readonly dates: readonly number[];
  readonly weekdays: readonly number[];
}

function daysOf(words: Words | undefined, locale: string): Days {
  const text = joinWords(words ?? {});
  return {
    // 2024 is a leap year.
    dates: datesIn(text, locale).map(({ month, day }) => Date.UTC(2024, month - 1, day)),
    // 4 January 2026 is a Sunday.
    weekdays: [...weekdaysIn(text, locale)].map((weekday) => Date.UTC(2026, 0, 4 + weekday)),
  };
}

function missing(days: readonly number[], others: readonly (readonly number[])[]): number[] {
  return [...new Set(days)].filter((each) => !others.some((known) => known.includes(each)));
}
