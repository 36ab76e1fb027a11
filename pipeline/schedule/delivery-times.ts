import { momentIn } from '../foundation/time/parse-moment.ts';
import { momentOfIssue } from './moment-of-issue.ts';
import { type ScheduleSettings, windowOf } from './schedule-settings.ts';

/** When an issue may reach its readers. */
export interface IssueTimes {
  /** The moment of every reader without one of their own, in ms since 1970. */
  readonly moment: number;
  /** How long after a reader's moment the first attempt may still be, in ms. */
  readonly window: number;
  /** Each reader's own moment: this hour of this day where they live. */
  readonly local?: { readonly date: string; readonly at: string };
}

/** The earliest and the latest time of the first attempt for one reader, in ms since 1970. */
export interface DeliveryTimes {
  readonly notBefore: number;
  /** The first attempt must be before this. */
  readonly notAfter: number;
}

/** Undefined for an issue without a moment, which goes by name. */
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

/** The times of a reader in a time zone. A zone that is unknown or no zone gives those of the publication. */
export function deliveryTimes({ moment, window, local }: IssueTimes, timeZone: string | null): DeliveryTimes {
  const own = local && timeZone !== null ? momentIn(timeZone, local.date, local.at) : undefined;
  const notBefore = own ?? moment;
  return { notBefore, notAfter: notBefore + window };
}

/** The moments of the first and the last of the readers, who live in these time zones. */
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
