import { editionSize } from './edition-size.ts';
import { issueAddresses } from './issue-addresses.ts';
import type { EditionView, IssuesView, Rule, TranslationView } from './rule.ts';
import { staleTranslation } from './stale-translation.ts';
import { storyMoments } from './story-moments.ts';
import { storyTargets } from './story-targets.ts';

/** All rules, by what they look at. A rule that is added here runs wherever a publication is checked. */
export interface Rules {
  readonly issues: readonly Rule<IssuesView>[];
  readonly translation: readonly Rule<TranslationView>[];
  readonly edition: readonly Rule<EditionView>[];
}

export const rules: Rules = {
  issues: [issueAddresses, storyTargets, storyMoments],
  translation: [staleTranslation],
  edition: [editionSize],
};
