import { plainInline } from '../content/inline.ts';
import type { EditionInput } from '../editions/edition-input.ts';
import type { ArchiveLanguage } from './archive-language.ts';
import { createContentView } from './article-view.ts';
import type { EditionEntry } from './issue-entry.ts';
import { absolutePlace } from './page-place.ts';
import { searchTerms } from './search-terms.ts';
import { sitePaths } from './site-paths.ts';
import type { WebPicture } from './web-pictures.ts';

/** An edition's content in the forms that other files of the site need. */
export interface EditionTexts {
  /** HTML with absolute addresses, for feeds. */
  readonly content: string;
  /** The terms of its text, each once, for the search. */
  readonly terms: string;
}

export function textsOf(
  language: ArchiveLanguage,
  input: EditionInput,
  entry: EditionEntry,
  pictures: ReadonlyMap<string, WebPicture>,
): EditionTexts {
  if (entry.isWithdrawn) return { content: '', terms: '' };
  const { addresses } = language;
  const place = absolutePlace(sitePaths.article(entry.locale, entry.issue), addresses.file);
  return {
    content: language.renderContent(createContentView(input, pictures, place)),
    terms: [...new Set(searchTerms(plainTextOf(input)))].join(' '),
  };
}

/** All words that a reader sees in the article's blocks and stories. */
function plainTextOf({ article, words }: EditionInput): string {
  const said: string[] = [];
  const add = (value: unknown, key: string): void => {
    if (Array.isArray(value)) for (const each of value) add(each, key);
    else if (typeof value === 'string' && !unread.has(key)) said.push(plainInline(words.inline(value)));
  };
  for (const part of [...article.body, ...article.stories]) {
    for (const [key, value] of Object.entries(part)) add(value, key);
  }
  return said.join('\n');
}

/** Fields that hold no words for readers: addresses, files, names of blocks. */
const unread = new Set(['kind', 'id', 'note', 'image', 'link', 'button', 'issue']);
