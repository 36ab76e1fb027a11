import type { OpenEnd } from './open-ends.ts';
import type { IssueStanding } from './read-standings.ts';

/** The issues that no run will send any more. Somebody has to decide about them. */
export function lapsedIssues(standings: readonly IssueStanding[]): OpenEnd[] {
  return standings.flatMap(({ issue: { slug }, standing: { kind } }): OpenEnd[] =>
    kind === 'missed' || kind === 'expired' || kind === 'late-edition' ? [{ reason: kind, issue: slug }] : [],
  );
}
