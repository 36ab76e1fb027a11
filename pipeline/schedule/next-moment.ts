import type { ScheduledIssue } from './judge-issue.ts';
import { type JudgedIssue, judgeIssues, type ScheduleLedger } from './judge-issues.ts';
import { publicFrom } from './public-from.ts';
import { noticeBefore, type ScheduleSettings } from './schedule-settings.ts';

/**
 * When a run has work to do again, in ms since 1970. It is `now` if an issue is due, and undefined if there
 * is nothing left to do. A waiting process sleeps until then.
 */
export function nextMoment(
  settings: ScheduleSettings,
  issues: readonly ScheduledIssue[],
  ledger: ScheduleLedger,
  now: number,
): number | undefined {
  const judged = judgeIssues(settings, issues, ledger, now);
  const { nextAttemptAt } = ledger;
  if (judged.some(({ standing }) => standing.kind === 'due')) return now;
  const isUnderWay = judged.some(({ standing }) => standing.kind === 'under-way');
  const attempts = isUnderWay ? [Math.max(now, nextAttemptAt ?? now)] : [];
  return earliest([...attempts, ...momentsAfter(settings, judged, now)]);
}

/**
 * The moments after `now` at which a run has work to do for these issues: the first reader may get one, the
 * editors get their notice, or a page becomes public.
 */
export function momentsAfter(
  settings: ScheduleSettings,
  judged: readonly JudgedIssue[],
  now: number,
): number[] {
  const before = noticeBefore(settings);
  const moments = judged.flatMap(({ issue, standing }) => {
    const page = pageMoment(settings, issue) ?? now;
    if (standing.kind !== 'upcoming') return [page];
    const { moment } = standing;
    return before === undefined ? [page, moment] : [page, moment, moment - before];
  });
  return moments.filter((moment) => moment > now);
}

function pageMoment(settings: ScheduleSettings, issue: ScheduledIssue): number | undefined {
  if (!issue.isReady || issue.hold) return undefined;
  return publicFrom({ sendAt: issue.isBySchedule ? undefined : issue.moment, date: issue.date }, settings);
}

function earliest(moments: readonly number[]): number | undefined {
  return moments.length === 0 ? undefined : Math.min(...moments);
}
