import { momentIn } from '../foundation/time/parse-moment.ts';
import { momentOfIssue } from './moment-of-issue.ts';
import type { ScheduleSettings } from './schedule-settings.ts';

/** The time zone in which a day begins first: UTC+14. */
const earliestZone = 'Etc/GMT-14';

/**
 * The moment from which an issue may be public, in milliseconds since 1970: when the first reader may get its
 * mail. Undefined for an issue without a moment, which is public as soon as it is ready.
 */
export function publicFrom(
  issue: { readonly sendAt: number | undefined; readonly date: string },
  settings: ScheduleSettings,
): number | undefined {
  const moment = momentOfIssue(issue, settings);
  const { schedule } = settings;
  if (moment === undefined || issue.sendAt !== undefined || !schedule?.readersTime) return moment;
  return momentIn(earliestZone, issue.date, schedule.at) ?? moment;
}
