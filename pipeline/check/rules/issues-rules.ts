import { issueAddresses } from './issue-addresses.ts';
import type { IssuesView, Rule } from './rule.ts';
import { storyMoments } from './story-moments.ts';
import { storyTargets } from './story-targets.ts';

/** The rules over all issues. They run on every check, so they load nothing that could render. */
export const issuesRules: readonly Rule<IssuesView>[] = [issueAddresses, storyTargets, storyMoments];
