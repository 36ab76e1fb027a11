import { temporal } from './temporal.ts';

/** A moment as clocks in a time zone show it: "2026-11-19 07:00 Europe/Amsterdam". */
export function wallClock(moment: number, timeZone: string): string {
  const local = temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(timeZone).toPlainDateTime();
  return `${local.toString({ smallestUnit: 'minute' }).replace('T', ' ')} ${timeZone}`;
}
