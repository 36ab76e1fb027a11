import { hour } from '../foundation/time/durations.ts';
import { type Spread, spreadOf, timesOfIssue } from './delivery-times.ts';
import {
  type CountedSince,
  type IssueLedger,
  judgeIssue,
  type ScheduledIssue,
  type Standing,
} from './judge-issue.ts';
import { type ScheduleSettings, windowOf } from './schedule-settings.ts';

/** The facts about the schedule in the ledger of a transport. */
export interface ScheduleLedger {
  readonly since: CountedSince;
  /** The issues by slug. An issue that is missing here has not been begun and is not held. */
  readonly issues: ReadonlyMap<string, IssueLedger>;
  /** The time zones of the subscribers; null if unknown. Only `readersTime` needs them. */
  readonly zones: readonly (string | null)[];
  /** When the next delivery of a dispatch that has begun is due, in ms since 1970. */
  readonly nextAttemptAt?: number | undefined;
}

export interface JudgedIssue<Issue extends ScheduledIssue = ScheduledIssue> {
  readonly issue: Issue;
  readonly standing: Standing;
}

/**
 * A local time comes first in UTC+14 and last in UTC-12, so no reader's moment is further from the
 * publication's.
 */
export const widestSpread = 26 * hour;

/** Judges each issue at a moment. */
export function judgeIssues<Issue extends ScheduledIssue>(
  settings: ScheduleSettings,
  issues: readonly Issue[],
  ledger: ScheduleLedger,
  now: number,
): JudgedIssue<Issue>[] {
  const options = { since: ledger.since, window: windowOf(settings), now };
  return issues.map((issue) => {
    const known = ledger.issues.get(issue.slug) ?? { progress: 'none', isHeld: false };
    const spread = spreadOfReaders(settings, issue, ledger.zones, options);
    return { issue, standing: judgeIssue(issue, { ...known, spread }, options) };
  });
}

/** Undefined when it makes no difference, because computing it for many zones takes a while. */
function spreadOfReaders(
  settings: ScheduleSettings,
  { moment, isBySchedule, date, isReady }: ScheduledIssue,
  zones: readonly (string | null)[],
  { window, now }: { readonly window: number; readonly now: number },
): Spread | undefined {
  if (!isReady || !isBySchedule || moment === undefined) return undefined;
  if (moment + widestSpread + window <= now) return undefined;
  const times = timesOfIssue({ sendAt: undefined, date }, settings);
  return times?.local && spreadOf(times, zones);
}
