import { rankStories } from '../../editions/ranked-stories.ts';
import type { EditionView, Rule } from './rule.ts';

/** Each story has a place of its own on the page: that which its position gives it may be the id of another. */
export const storyAnchors: Rule<EditionView> = {
  family: 'addresses',
  codes: ['anchor-taken'],
  *check({ article }) {
    const ids = new Set([...article.body, ...article.stories].map(({ id }) => id));
    for (const { story, anchor } of rankStories(article)) {
      if (story.id !== undefined || !ids.has(anchor)) continue;
      const at = { file: article.file, path: ['stories', article.stories.indexOf(story), 'headline'] };
      yield { code: 'anchor-taken', data: { anchor }, at };
    }
  },
};
