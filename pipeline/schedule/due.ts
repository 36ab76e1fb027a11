import type { ScheduledIssue } from './judge-issue.ts';
import { type JudgedIssue, judgeIssues, type ScheduleLedger } from './judge-issues.ts';
import type { ScheduleSettings } from './schedule-settings.ts';

/** The issues that a run sends or continues at this moment, earliest first. */
export function due<Issue extends ScheduledIssue>(
  settings: ScheduleSettings,
  issues: readonly Issue[],
  ledger: ScheduleLedger,
  now: number,
): Issue[] {
  return dueOf(judgeIssues(settings, issues, ledger, now));
}

/** Like `due`, for issues that have already been judged. */
export function dueOf<Issue extends ScheduledIssue>(judged: readonly JudgedIssue<Issue>[]): Issue[] {
  return judged
    .filter(({ standing }) => standing.kind === 'due' || standing.kind === 'under-way')
    .map(({ issue }) => issue)
    .sort((a, b) => (a.moment ?? 0) - (b.moment ?? 0));
}
