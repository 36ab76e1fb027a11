import { temporal } from './temporal.ts';

/** The time that clocks in a time zone show at a moment: "2026-11-19 07:00 Europe/Amsterdam". */
export function wallClock(moment: number, timeZone: string): string {
  const local = temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(timeZone).toPlainDateTime();
  return `${local.toString({ smallestUnit: 'minute' }).replace('T', ' ')} ${timeZone}`;
}
