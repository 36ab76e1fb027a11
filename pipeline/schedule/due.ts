import type { ScheduledIssue } from './judge-issue.ts';
import { judgeIssues, type ScheduleLedger } from './judge-issues.ts';
import type { ScheduleSettings } from './schedule-settings.ts';

/** The issues that a run sends or continues at this moment, earliest first. */
export function due<Issue extends ScheduledIssue>(
  settings: ScheduleSettings,
  issues: readonly Issue[],
  ledger: ScheduleLedger,
  now: number,
): Issue[] {
  return judgeIssues(settings, issues, ledger, now)
    .filter(({ standing }) => standing.kind === 'due' || standing.kind === 'under-way')
    .map(({ issue }) => issue)
    .sort((a, b) => (a.moment ?? 0) - (b.moment ?? 0));
}
