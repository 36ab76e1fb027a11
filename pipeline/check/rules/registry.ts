import { altText } from './alt-text.ts';
import { clientSupport } from './client-support.ts';
import { copiedSource } from './copied-source.ts';
import { dateWeekdays } from './date-weekdays.ts';
import { doubledLinks } from './doubled-links.ts';
import { editionSize } from './edition-size.ts';
import { foreignMergeFields } from './foreign-merge-fields.ts';
import { issuesRules } from './issues-rules.ts';
import { linkAddresses } from './link-addresses.ts';
import { linkText } from './link-text.ts';
import { mailContrast } from './mail-contrast.ts';
import { mailLegibility } from './mail-legibility.ts';
import { mailStructure } from './mail-structure.ts';
import { pastedAddresses } from './pasted-addresses.ts';
import { pastedCharacters } from './pasted-characters.ts';
import { pastedMarkdown } from './pasted-markdown.ts';
import { pastedSpaces } from './pasted-spaces.ts';
import { pictureWeight } from './picture-weight.ts';
import { preheaderWords } from './preheader-words.ts';
import { repeatedLabels } from './repeated-labels.ts';
import { repeatedTexts } from './repeated-texts.ts';
import type { DocumentView, EditionView, IssuesView, Rule, TranslationView } from './rule.ts';
import { staleTranslation } from './stale-translation.ts';
import { storyAnchors } from './story-anchors.ts';
import { subjectLength } from './subject-length.ts';
import { subjectWords } from './subject-words.ts';
import { textMarks } from './text-marks.ts';
import { textPart } from './text-part.ts';
import { translatedAddresses } from './translated-addresses.ts';
import { translatedDates } from './translated-dates.ts';
import { translatedMarkup } from './translated-markup.ts';
import { translatedNumbers } from './translated-numbers.ts';
import { wrongLanguage } from './wrong-language.ts';

/** All rules, grouped by their view. A rule in this registry runs wherever a publication is checked. */
export interface Rules {
  readonly issues: readonly Rule<IssuesView>[];
  readonly document: readonly Rule<DocumentView>[];
  readonly translation: readonly Rule<TranslationView>[];
  readonly edition: readonly Rule<EditionView>[];
}

export const rules: Rules = {
  issues: issuesRules,
  document: [
    pastedCharacters,
    pastedSpaces,
    pastedMarkdown,
    pastedAddresses,
    repeatedTexts,
    repeatedLabels,
    textMarks,
    wrongLanguage,
    dateWeekdays,
    linkAddresses,
    doubledLinks,
    foreignMergeFields,
  ],
  translation: [
    staleTranslation,
    translatedNumbers,
    translatedDates,
    translatedMarkup,
    translatedAddresses,
    copiedSource,
  ],
  edition: [
    editionSize,
    pictureWeight,
    subjectLength,
    subjectWords,
    preheaderWords,
    mailStructure,
    mailContrast,
    mailLegibility,
    clientSupport,
    textPart,
    linkText,
    altText,
    storyAnchors,
  ],
};
