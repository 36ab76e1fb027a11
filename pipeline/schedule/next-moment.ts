import type { ScheduledIssue } from './judge-issue.ts';
import { judgeIssues, type ScheduleLedger } from './judge-issues.ts';
import { publicFrom } from './public-from.ts';
import type { ScheduleSettings } from './schedule-settings.ts';

/**
 * The next moment after `now` at which a run has work to do, in ms since 1970: the first reader may get an
 * issue, a page becomes public, or a delivery of a dispatch that has begun is due. Undefined if there is none.
 * An issue that is due now does not count, because a run has just tried to send it.
 */
export function nextMoment(
  settings: ScheduleSettings,
  issues: readonly ScheduledIssue[],
  ledger: ScheduleLedger,
  now: number,
): number | undefined {
  const moments = judgeIssues(settings, issues, ledger, now).flatMap(({ issue, standing }) => {
    const page = pageMoment(settings, issue) ?? now;
    return standing.kind === 'upcoming' ? [page, standing.moment] : [page];
  });
  const { nextAttemptAt = now } = ledger;
  const coming = [...moments, nextAttemptAt].filter((moment) => moment > now);
  return coming.length === 0 ? undefined : Math.min(...coming);
}

function pageMoment(settings: ScheduleSettings, issue: ScheduledIssue): number | undefined {
  if (!issue.isReady || issue.hold) return undefined;
  return publicFrom({ sendAt: issue.isBySchedule ? undefined : issue.moment, date: issue.date }, settings);
}
