import { editionSize } from './edition-size.ts';
import { issueAddresses } from './issue-addresses.ts';
import { pastedAddresses } from './pasted-addresses.ts';
import { pastedCharacters } from './pasted-characters.ts';
import { pastedMarkdown } from './pasted-markdown.ts';
import { pastedSpaces } from './pasted-spaces.ts';
import { repeatedLabels } from './repeated-labels.ts';
import { repeatedTexts } from './repeated-texts.ts';
import type { DocumentView, EditionView, IssuesView, Rule, TranslationView } from './rule.ts';
import { staleTranslation } from './stale-translation.ts';
import { storyMoments } from './story-moments.ts';
import { storyTargets } from './story-targets.ts';
import { textMarks } from './text-marks.ts';

/** All rules, by what they look at. A rule that is added here runs wherever a publication is checked. */
export interface Rules {
  readonly issues: readonly Rule<IssuesView>[];
  readonly document: readonly Rule<DocumentView>[];
  readonly translation: readonly Rule<TranslationView>[];
  readonly edition: readonly Rule<EditionView>[];
}

export const rules: Rules = {
  issues: [issueAddresses, storyTargets, storyMoments],
  document: [
    pastedCharacters,
    pastedSpaces,
    pastedMarkdown,
    pastedAddresses,
    repeatedTexts,
    repeatedLabels,
    textMarks,
  ],
  translation: [staleTranslation],
  edition: [editionSize],
};
