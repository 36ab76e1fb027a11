import { issueAddresses } from './issue-addresses.ts';
import type { IssuesView, Rule } from './rule.ts';
import { scheduledDays } from './scheduled-days.ts';
import { storyMoments } from './story-moments.ts';
import { storyTargets } from './story-targets.ts';

/**
 * The rules that look at all issues together. They run on every check, so they must not load any code that
 * renders.
 */
export const issuesRules: readonly Rule<IssuesView>[] = [
  issueAddresses,
  storyTargets,
  storyMoments,
  scheduledDays,
];
