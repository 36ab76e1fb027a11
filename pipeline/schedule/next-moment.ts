import type { ScheduledIssue } from './judge-issue.ts';
import { type JudgedIssue, judgeIssues, type ScheduleLedger } from './judge-issues.ts';
import { publicFrom } from './public-from.ts';
import type { ScheduleSettings } from './schedule-settings.ts';

/**
 * When a run has something to do again, in ms since 1970: an issue or a delivery becomes due, or a page becomes public.
 * It is `now` if something is due, and undefined if nothing is to come. A process that waits sleeps until then.
 */
export function nextMoment(
  settings: ScheduleSettings,
  issues: readonly ScheduledIssue[],
  ledger: ScheduleLedger,
  now: number,
): number | undefined {
  const judged = judgeIssues(settings, issues, ledger, now);
  const moments = [
    ...judged.flatMap((each) => sendingMoments(each, ledger, now)),
    ...issues.flatMap((issue) => pageMoment(settings, issue) ?? []).filter((moment) => moment > now),
  ];
  return moments.length === 0 ? undefined : Math.max(now, Math.min(...moments));
}

function sendingMoments({ standing }: JudgedIssue, { nextAttemptAt }: ScheduleLedger, now: number): number[] {
  if (standing.kind === 'due') return [now];
  if (standing.kind === 'upcoming') return [standing.moment];
  if (standing.kind === 'under-way') return [nextAttemptAt ?? now];
  return [];
}

function pageMoment(settings: ScheduleSettings, issue: ScheduledIssue): number | undefined {
  if (!issue.isReady || issue.hold) return undefined;
  return publicFrom({ sendAt: issue.isBySchedule ? undefined : issue.moment, date: issue.date }, settings);
}
