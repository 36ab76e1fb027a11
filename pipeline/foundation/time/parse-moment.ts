import { temporal } from './temporal.ts';

/** Whether a text is a day that the calendar has: year-month-day. */
export function isDate(text: string): boolean {
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(text) && readOrUndefined(() => temporal.PlainDate.from(text)) !== undefined
  );
}

const momentForm =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)(Z|[+-]\d{2}:?\d{2})?)?$/;

/**
 * A moment as milliseconds since 1970; undefined when the text is not one. A time without an offset belongs to the
 * time zone, as in `momentIn`; a day without a time is its first minute.
 */
export function parseMoment(text: string, timeZone: string): number | undefined {
  const [, date, time = '00:00', offset] = momentForm.exec(text) ?? [];
  if (date === undefined || !isDate(date)) return undefined;
  if (offset === undefined) return momentIn(timeZone, date, time);
  const moment = Date.parse(`${date}T${time}${offset}`);
  return Number.isNaN(moment) ? undefined : moment;
}

/**
 * The moment when clocks in the time zone show this day and time, in milliseconds since 1970; undefined when there is
 * no such time of day. When clocks go back, it is the first of the two moments. When they go forward, a time that they
 * skip counts from before the change: 02:30 in a gap from 02:00 to 03:00 is 03:30.
 */
export function momentIn(timeZone: string, date: string, time: string): number | undefined {
  return readOrUndefined(
    () =>
      temporal.PlainDateTime.from(`${date}T${time}`).toZonedDateTime(timeZone, {
        disambiguation: 'compatible',
      }).epochMilliseconds,
  );
}

/** The day that a calendar on the wall shows in the time zone at this moment: year-month-day. */
export function dayIn(timeZone: string, moment: number): string {
  return temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(timeZone).toPlainDate().toString();
}

/** Temporal throws a RangeError for a day or time that does not exist. */
function readOrUndefined<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
