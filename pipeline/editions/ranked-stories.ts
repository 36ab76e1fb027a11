import type { Article, Story } from '../content/issue.ts';
import { type EditionInput, storyAddress } from './edition-input.ts';

/** A story with its place in the web edition. */
export interface RankedStory {
  readonly story: Story;
  /**
   * The id of its section on the page. It depends only on the story's own place in the file, so edits
   * elsewhere do not change it.
   */
  readonly anchor: string;
}

/** The stories in the order of the edition: the lead story first, then the others as written. */
export function rankStories({ stories }: Pick<Article, 'stories'>): readonly RankedStory[] {
  const all = stories.map((story, index) => ({ story, anchor: story.id ?? `story-${index + 1}` }));
  const lead = all.find(({ story }) => story.lead) ?? all[0];
  return lead === undefined ? [] : [lead, ...all.filter((each) => each !== lead)];
}

/** The target of the headline: the story's own address, or else its place in the web edition. */
export function rankedAddress({ story, anchor }: RankedStory, input: EditionInput): string {
  const { addresses, article, issue } = input;
  return storyAddress(story, input) ?? `${addresses.edition(article.locale, issue.slug)}#${anchor}`;
}
