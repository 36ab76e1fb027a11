import { momentIn } from '../foundation/time/parse-moment.ts';
import { momentOfIssue } from './moment-of-issue.ts';
import { type ScheduleSettings, windowOf } from './schedule-settings.ts';

/** The times at which an issue may be sent to its readers. */
export interface IssueTimes {
  /** The moment for every reader who has no moment of their own, in ms since 1970. */
  readonly moment: number;
  /** How long after a reader's moment the first attempt is still allowed, in ms. */
  readonly window: number;
  /** Each reader's own moment: this time on this date where they live. */
  readonly local?: { readonly date: string; readonly at: string };
}

/** The earliest and the latest time of the first attempt for one reader, in ms since 1970. */
export interface DeliveryTimes {
  readonly notBefore: number;
  /** The first attempt must be before this. */
  readonly notAfter: number;
}

/** Undefined for an issue without a moment, which is only sent by name. */
export function timesOfIssue(
  issue: { readonly sendAt: number | undefined; readonly date: string },
  settings: ScheduleSettings,
): IssueTimes | undefined {
  const moment = momentOfIssue(issue, settings);
  if (moment === undefined) return undefined;
  const times = { moment, window: windowOf(settings) };
  const { schedule } = settings;
  if (issue.sendAt !== undefined || !schedule?.readersTime) return times;
  return { ...times, local: { date: issue.date, at: schedule.at } };
}

/** The times for a reader in a time zone. Without a known zone, they are those of the publication. */
export function deliveryTimes({ moment, window, local }: IssueTimes, timeZone: string | null): DeliveryTimes {
  const own = local && timeZone !== null ? momentIn(timeZone, local.date, local.at) : undefined;
  const notBefore = own ?? moment;
  return { notBefore, notAfter: notBefore + window };
}

/** The moments of the first and the last reader, out of readers in these time zones. */
export function spreadOf(times: IssueTimes, zones: readonly (string | null)[]): Spread {
  const { moment, local } = times;
  if (local === undefined || zones.length === 0) return { first: moment, last: moment };
  const moments = zones.map((zone) => deliveryTimes(times, zone).notBefore);
  return { first: Math.min(...moments), last: Math.max(...moments) };
}

export interface Spread {
  readonly first: number;
  readonly last: number;
}
