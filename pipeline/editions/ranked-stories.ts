import type { Article, Story } from '../content/issue.ts';
import { type EditionInput, storyAddress } from './edition-input.ts';

/** A story with its position in the web edition. */
export interface RankedStory {
  readonly story: Story;
  /**
   * The id of its section on the page. It depends only on this story's position in the file, so changes to
   * other stories do not affect it.
   */
  readonly anchor: string;
}

/** The stories in the order of the edition: the lead story first, then the others as in the file. */
export function rankStories({ stories }: Pick<Article, 'stories'>): readonly RankedStory[] {
  const all = stories.map((story, index) => ({ story, anchor: story.id ?? `story-${index + 1}` }));
  const lead = all.find(({ story }) => story.lead) ?? all[0];
  return lead === undefined ? [] : [lead, ...all.filter((each) => each !== lead)];
}

/**
 * The address that the headline links to: the story's own, or if it has none, its section in the web edition.
 */
export function rankedAddress({ story, anchor }: RankedStory, input: EditionInput): string {
  const { addresses, article, issue } = input;
  return storyAddress(story, input) ?? `${addresses.edition(article.locale, issue.slug)}#${anchor}`;
}
