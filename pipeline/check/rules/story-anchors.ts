import { rankStories } from '../../editions/ranked-stories.ts';
import type { EditionView, Rule } from './rule.ts';

/**
 * Each story must have a unique id on the page. An author may choose an id that is the default id of another
 * story.
 */
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
