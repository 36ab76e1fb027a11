import { datesIn, type FoundDate } from '../language/dates-in.ts';
import type { DocumentView, Rule } from './rule.ts';

/** A date must fall on the weekday that the text gives. */
export const dateWeekdays: Rule<DocumentView> = {
  family: 'text',
  codes: ['date-weekday'],
  *check({ locale, document, date: issueDate, texts }) {
    for (const { text, path, role } of texts) {
      if (!['inline', 'cells', 'text'].includes(role)) continue;
      for (const found of datesIn(text, locale)) {
        const date = found.weekday === undefined ? undefined : momentOf(found, text, issueDate);
        if (date === undefined || date.getUTCDay() === found.weekday) continue;
        const written = date.getTime() + (Number(found.weekday) - date.getUTCDay()) * day;
        yield {
          code: 'date-weekday',
          data: { date: date.getTime(), written },
          at: document.reading.tree.placeOfText(path, found.words),
        };
      }
    }
  },
};

/** A day in milliseconds. */
const day = 24 * 60 * 60 * 1000;

/**
 * A date without a year may be at most this many days before the issue. Otherwise it means the same day of
 * the next year.
 */
const past = 60;

/**
 * The moment of a date. Without a year, it is in the year that `past` determines. Undefined if the date may
 * be in another year: either the text mentions a year, or the date is past and the weekday was right a year
 * earlier.
 */
function momentOf(found: FoundDate, text: string, issueDate: string | undefined): Date | undefined {
  const on = (year: number) => new Date(Date.UTC(year, found.month - 1, found.day));
  if (found.year !== undefined) return on(found.year);
  if (issueDate === undefined || /(?<!\d)(?:1[5-9]|20)\d{2}(?!\d)/.test(text)) return undefined;
  const issue = Date.parse(issueDate);
  const year = Number(issueDate.slice(0, 4));
  const date = [on(year - 1), on(year), on(year + 1)].find((each) => each.getTime() >= issue - past * day);
  if (date === undefined || (found.day === 29 && found.month === 2)) return undefined;
  const isPast = date.getTime() < issue;
  return isPast && on(date.getUTCFullYear() - 1).getUTCDay() === found.weekday ? undefined : date;
}
