import type { Article, Issue, Story } from '../content/issue.ts';
import { normaliseLink } from '../foundation/sources/link-address.ts';
import type { Newsletter } from '../publication/newsletter/newsletter-schema.ts';
import type { Addresses } from './addresses.ts';
import type { Picture } from './pictures.ts';
import type { Words } from './words.ts';

/** Everything that one edition is rendered from. */
export interface EditionInput {
  readonly newsletter: Newsletter;
  readonly addresses: Addresses;
  readonly issue: Issue;
  readonly article: Article;
  /** The pictures, by their keys (`pictureKey`). */
  readonly pictures: ReadonlyMap<string, Picture>;
  readonly logo: Picture | undefined;
  readonly words: Words;
  /** The readers, if they are not those of the article's language. */
  readonly readers?: OtherReaders | undefined;
}

/** The readers of a language in which the issue does not appear. */
export interface OtherReaders {
  readonly locale: string;
  /** A line in their language that tells them that they are reading another edition. */
  readonly notice: string;
}

/** The address that a story links to: its own, or that of an earlier issue in this language. */
export function storyAddress(story: Story, { addresses, article }: EditionInput): string | undefined {
  if (story.issue !== undefined) return addresses.edition(article.locale, story.issue);
  return story.link === undefined ? undefined : normaliseLink(story.link);
}
