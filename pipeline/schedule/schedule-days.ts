import { dayIn } from '../foundation/time/parse-moment.ts';
import { temporal } from '../foundation/time/temporal.ts';
import { weekdays } from '../publication/newsletter/schedule-schema.ts';
import { momentOfIssue } from './moment-of-issue.ts';
import type { ScheduleSettings } from './schedule-settings.ts';

/**
 * How many days to search. A schedule may skip whole weeks, but a search beyond two years would be pointless.
 */
const horizon = 731;

/** The days on which issues are expected and whose moment is after `now`, as year-month-day. */
export function* expectedDays(settings: ScheduleSettings, now: number): Generator<string> {
  const { schedule, timeZone } = settings;
  if (schedule?.days === undefined) return;
  let day = temporal.PlainDate.from(dayIn(timeZone, now));
  for (let count = 0; count < horizon; count += 1) {
    const date = day.toString();
    const moment = momentOfIssue({ sendAt: undefined, date }, settings) ?? now;
    if (moment > now && oddityOf(settings, date) === undefined) yield date;
    day = day.add({ days: 1 });
  }
}

/** The first expected day that is not taken; undefined if the schedule has no days. */
export function nextFreeDay(
  settings: ScheduleSettings,
  taken: ReadonlySet<string>,
  now: number,
): string | undefined {
  for (const day of expectedDays(settings, now)) if (!taken.has(day)) return day;
  return undefined;
}

/** The last of these days of the week up to a day, and that day itself if it is one of them; as year-month-day. */
export function lastDayOf(days: readonly string[], upTo: string): string {
  const day = temporal.PlainDate.from(upTo);
  const before = Array.from({ length: 7 }, (_, count) => day.subtract({ days: count }).toString());
  return before.find((each) => days.includes(weekdayOf(each))) ?? upTo;
}

/** Why no issue is expected on a day: the schedule skips it, or has other days of the week. */
export function oddityOf({ schedule }: ScheduleSettings, day: string): 'skipped' | 'weekday' | undefined {
  if (schedule === undefined) return undefined;
  if (schedule.skip.includes(day)) return 'skipped';
  const { days } = schedule;
  return days === undefined || days.includes(weekdayOf(day)) ? undefined : 'weekday';
}

/** The day of the week of an existing date. */
export function weekdayOf(day: string): (typeof weekdays)[number] {
  return weekdays[temporal.PlainDate.from(day).dayOfWeek - 1] ?? 'monday';
}
