import { dayIn } from '../foundation/time/parse-moment.ts';
import { temporal } from '../foundation/time/temporal.ts';
import { weekdays } from '../publication/newsletter/schedule-schema.ts';
import { momentOfIssue } from './moment-of-issue.ts';
import type { ScheduleSettings } from './schedule-settings.ts';

/** How many days are searched: a schedule may skip whole weeks, and it is no use to look further than two years. */
const horizon = 731;

/** The days from `now` on at which issues are expected and whose moment is still to come: year-month-day. */
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

/** The first expected day on which nothing is to go; undefined without days in the schedule. */
export function nextFreeDay(
  settings: ScheduleSettings,
  taken: ReadonlySet<string>,
  now: number,
): string | undefined {
  for (const day of expectedDays(settings, now)) if (!taken.has(day)) return day;
  return undefined;
}

/** Why no issue is expected on a day: the schedule skips it, or has other days of the week. */
export function oddityOf({ schedule }: ScheduleSettings, day: string): 'skipped' | 'weekday' | undefined {
  if (schedule === undefined) return undefined;
  if (schedule.skip.includes(day)) return 'skipped';
  const { days } = schedule;
  return days === undefined || days.includes(weekdayOf(day)) ? undefined : 'weekday';
}

/** The day of the week of a day that the calendar has. */
export function weekdayOf(day: string): (typeof weekdays)[number] {
  return weekdays[temporal.PlainDate.from(day).dayOfWeek - 1] ?? 'monday';
}
