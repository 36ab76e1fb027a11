import type { ScheduledIssue } from './judge-issue.ts';
import { latestIssue } from './latest-issue.ts';

export interface Rehearsal<Issue> {
  readonly issue: Issue;
  /** The simulated moment, in milliseconds since 1970. */
  readonly at: number;
}

/**
 * Chooses the issue for a rehearsal when none is named: the next issue to be sent, at its moment; otherwise
 * the latest issue that is ready, now. Undefined when no issue could be sent.
 */
export function chooseRehearsal<Issue extends ScheduledIssue & { readonly date: string }>(
  issues: readonly Issue[],
  now: number,
): Rehearsal<Issue> | undefined {
  const ready = issues.filter(({ isReady, isWithdrawn, hold }) => isReady && !isWithdrawn && !hold);
  const next = ready
    .flatMap((issue) => (issue.moment !== undefined && issue.moment > now ? { issue, at: issue.moment } : []))
    .sort((a, b) => a.at - b.at || (a.issue.slug < b.issue.slug ? -1 : 1))[0];
  if (next) return next;
  const latest = latestIssue(ready);
  return latest && { issue: latest, at: now };
}
