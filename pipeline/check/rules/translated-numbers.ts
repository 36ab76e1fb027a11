import { partName } from '../../content/translation/check-translations.ts';
import { isBlank, joinWords } from '../../content/translation/words.ts';
import { numbersIn } from '../language/numbers-in.ts';
import type { Rule, TranslationView } from './rule.ts';

/**
 * A translation must have the numbers of its source, in digits or in words. A number may move to the part
 * before or after, and times may use a 12-hour or a 24-hour clock.
 */
export const translatedNumbers: Rule<TranslationView> = {
  family: 'translation',
  codes: ['translation-numbers'],
  *check({ locale, sourceLocale, translation, parts }) {
    const sides = parts.map((part) => ({
      source: numbersIn(joinWords(part.source ?? {}), sourceLocale),
      translation: numbersIn(joinWords(part.translation ?? {}), locale),
    }));
    for (const [at, part] of parts.entries()) {
      const own = sides[at];
      if (own === undefined || part.source === undefined || part.translation === undefined) continue;
      // A missing text is reported as missing.
      if ([part.source, part.translation].map(joinWords).some(isBlank)) continue;
      // A stale part, with its numbers, is reported as stale.
      if (part.state === 'stale') continue;
      const near = [sides[at - 1], own, sides[at + 1]].flatMap((side) => side ?? []);
      const lost = missing(
        own.source.digits,
        near.flatMap((side) => side.translation.all),
      );
      const added = missing(
        own.translation.digits,
        near.flatMap((side) => side.source.all),
      );
      if (lost.length + added.length === 0) continue;
      const place = translation.reading.tree.place(part.translationPath ?? []);
      yield { code: 'translation-numbers', data: { part: partName(part), lost, added }, at: place };
    }
  },
};

/** Smaller numbers are often words such as "a", "both" or "no". */
const least = 3;

function missing(numbers: readonly string[], others: readonly string[]): string[] {
  return [...new Set(numbers)].filter((number) => {
    const value = Number(number);
    return value >= least && !others.includes(number) && !alike(value).some((each) => others.includes(each));
  });
}

/**
 * Other ways to write a number: on another clock (14 or 2, 14.30 or 2.30), or as the name of a decade (1990
 * or 90).
 */
function alike(value: number): string[] {
  if (value <= 24) return [value + 12, value - 12].map(String);
  const decade = value >= 1800 && value < 2100 && value % 10 === 0 ? [value % 100] : [];
  const clock = value >= 100 && value < 2400 && value % 100 < 60 ? [value + 1200, value - 1200] : [];
  // Some languages call half past five "half six".
  const hour = Math.floor(value / 100);
  const hours = clock.length > 0 && (value % 100) % 15 === 0 ? [hour, hour + 1, hour - 12, hour - 11] : [];
  return [...decade, ...clock, ...hours].filter((each) => each > 0).map(String);
}
