import { parseInline, plainInline } from '../content/inline.ts';
import type { Article, Issue } from '../content/issue.ts';
import { type Html, textToHtml } from './html.ts';
import { measure } from './wrap-text.ts';

/**
 * The longest of the texts that the editions of an issue have in the same place. A theme that sets long texts
 * differently asks for this one, so that all editions of an issue look alike.
 */
export function longestText(
  { articles }: Pick<Issue, 'articles'>,
  textOf: (article: Article) => string | undefined,
): Html | undefined {
  const texts = [...articles.values()].map((article) => plainInline(parseInline(textOf(article) ?? '')));
  const longest = texts.reduce((one, other) => (measure(other) > measure(one) ? other : one), '');
  return longest === '' ? undefined : textToHtml(longest);
}
