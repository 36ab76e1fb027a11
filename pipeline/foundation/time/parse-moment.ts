import { temporal } from './temporal.ts';

/** Whether a text is a calendar date (year-month-day) that exists. */
export function isDate(text: string): boolean {
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(text) && readOrUndefined(() => temporal.PlainDate.from(text)) !== undefined
  );
}

const momentForm =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)(Z|[+-]\d{2}:?\d{2})?)?$/;

/**
 * Parses a moment to milliseconds since 1970. Undefined if the text is not a moment. A time without an offset
 * is in the time zone, as in `momentIn`; a day without a time means its first minute.
 */
export function parseMoment(text: string, timeZone: string): number | undefined {
  const [, date, time = '00:00', offset] = momentForm.exec(text) ?? [];
  if (date === undefined || !isDate(date)) return undefined;
  if (offset === undefined) return momentIn(timeZone, date, time);
  const moment = Date.parse(`${date}T${time}${offset}`);
  return Number.isNaN(moment) ? undefined : moment;
}

/**
 * The moment at which clocks in the time zone show this date and time, in milliseconds since 1970. Undefined
 * if the date or time is not valid. When clocks go back and show it twice, the first of the two moments. When
 * clocks go forward and skip it, the offset before the change counts: 02:30 in a gap from 02:00 to 03:00 is
 * 03:30.
 */
export function momentIn(timeZone: string, date: string, time: string): number | undefined {
  return readOrUndefined(
    () =>
      temporal.PlainDateTime.from(`${date}T${time}`).toZonedDateTime(timeZone, {
        disambiguation: 'compatible',
      }).epochMilliseconds,
  );
}

/** The date (year-month-day) in the time zone at this moment. */
export function dayIn(timeZone: string, moment: number): string {
  return temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(timeZone).toPlainDate().toString();
}

/** Temporal throws a RangeError for a date or time that does not exist. */
function readOrUndefined<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
