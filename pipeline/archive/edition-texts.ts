import { splitCells } from '../content/blocks/cells.ts';
import { hasWords, roleOf, type Shape } from '../content/blocks/fields.ts';
import { blockDefinition } from '../content/blocks/registry.ts';
import { plainInline } from '../content/inline.ts';
import { storyShape } from '../content/issue-schema.ts';
import type { EditionInput } from '../editions/edition-input.ts';
import type { ArchiveLanguage } from './archive-language.ts';
import { createContentView } from './article-view.ts';
import type { EditionEntry } from './issue-entry.ts';
import { absolutePlace } from './page-place.ts';
import { searchTerms } from './search-terms.ts';
import { sitePaths } from './site-paths.ts';
import type { WebPicture } from './web-pictures.ts';

/** The content of an edition in the forms that feeds and the search need. */
export interface EditionTexts {
  /** HTML with absolute addresses for feeds. */
  readonly content: string;
  /** The terms in its text, each once, for the search. */
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
  // Leaves out the table of contents: links within a page do not work in a feed reader.
  const content = { ...createContentView(input, pictures, place), contents: [] };
  return {
    content: language.renderContent(content),
    terms: [...new Set(searchTerms(plainTextOf(input)))].join(' '),
  };
}

/** All words that readers see in the blocks and stories of an article. */
function plainTextOf({ article, words }: EditionInput): string {
  const said = (shape: Shape, values: object) =>
    Object.entries(values).flatMap(([name, value]) => {
      const schema = shape[name];
      if (schema === undefined || !hasWords(schema)) return [];
      const texts = [value].flat().filter((each) => typeof each === 'string');
      return roleOf(schema) === 'cells' ? texts.flatMap(splitCells) : texts;
    });
  return [
    ...article.body.flatMap((block) => said(blockDefinition(block.kind).shape, block)),
    ...article.stories.flatMap((story) => said(storyShape, story)),
  ]
    .map((text) => plainInline(words.inline(text)))
    .join('\n');
}
