import { expect, test } from 'vitest';
import { datesIn, weekdaysIn } from '../../pipeline/check/language/dates-in.ts';

/** Each date as day.month.year, with its weekday in front. */
const read = (text: string, locale: string) =>
  datesIn(text, locale).map(({ day, month, year, weekday }) => {
    return `${weekday ?? ''} ${day}.${month}.${year ?? ''}`.trim();
  });

test.each([
  ['en', 'Tuesday 3 March 2026 and Monday, March 9th, 2026', ['2 3.3.2026', '1 9.3.2026']],
  ['en', 'Wednesday the 4th of March', ['3 4.3.']],
  ['en', 'March 3-5, 2026', ['3.3.2026', '5.3.2026']],
  ['nl', 'van maandag 2 tot vrijdag 6 maart', ['1 2.3.', '5 6.3.']],
  ['nl', 'di. 3 mrt of 03-03-2026', ['2 3.3.', '3.3.2026']],
  ['de', 'am Dienstag, den 3. März 2026, oder 03.03.2026', ['2 3.3.2026', '3.3.2026']],
  ['fr', 'mardi 3 mars 2026, le 1er mai', ['2 3.3.2026', '1.5.']],
  ['es', 'el martes, 3 de marzo de 2026', ['2 3.3.2026']],
  ['pl', 'wtorek, 3 marca 2026', ['2 3.3.2026']],
  ['ar', 'يوم الثلاثاء 3 مارس 2026', ['2 3.3.2026']],
  ['en', '2026-03-03, 3/13/2026', ['3.3.2026', '13.3.2026']],
  // Either of two days, a version, a word, days that are not in the calendar.
  ['en', '3/4/2026, 1.2.3, it may 3 times, 31 April, `3 March`, [a](https://example.org/3-3-2026)', []],
] as const)('the dates of %s: %s', (locale, text, expected) => {
  expect(read(text, locale)).toEqual(expected);
});

test('weekdays are found within compounds, and not within other words', () => {
  expect(weekdaysIn('Op maandagavond, en een feestdinsdag', 'nl')).toEqual([
    { weekday: 1, words: 'maandag', start: 3 },
  ]);
});

test.each(['3 ', '3, ', '3 and ', 'Monday ', 'March '])(
  'a long text of "%s" is read in a moment',
  (piece) => {
    expect(datesIn(`${piece.repeat(30_000)}1`, 'en').length).toBeLessThan(60_001);
  },
);
