import { rankStories } from '../../editions/ranked-stories.ts';
import type { EditionView, Rule } from './rule.ts';

/** Each story has a unique id on the page: the default id of a story may be the chosen id of another one. */
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
