import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { ArchiveFile } from './archive-file.ts';
import type { ArchiveLanguage } from './archive-language.ts';
import type { EditionEntry } from './issue-entry.ts';
import { searchTerms } from './search-terms.ts';
import { sitePaths } from './site-paths.ts';

/** An edition in the search index: the terms that find it, and the entry to show as a result. */
interface SearchDocument {
  readonly entry: EditionEntry;
  /** The terms in the edition's text, separated by spaces. */
  readonly terms: string;
}

/**
 * Must be the same as in `templates/archive/search.js`: an index is read with the options that it was built
 * with.
 */
const options = {
  fields: ['title', 'deck', 'topics', 'text'],
  tokenize: (text: string) => text.split(' '),
  processTerm: (term: string) => term,
};

/**
 * The search index of a language for one year, as a script that passes it to the page: a browser that shows a
 * page from disk loads scripts but no other data.
 */
export async function buildSearchIndex(
  { locale, t }: ArchiveLanguage,
  year: string,
  documents: readonly SearchDocument[],
): Promise<ArchiveFile> {
  const { default: MiniSearch } = await import('minisearch');
  const index = new MiniSearch(options);
  const terms = (text: string) => searchTerms(text).join(' ');
  for (const [id, { entry, terms: text }] of documents.entries()) {
    index.add({
      id,
      title: terms(entry.title),
      deck: terms(entry.description),
      topics: terms(entry.topics.map(({ name }) => name).join(' ')),
      text,
    });
  }
  const shown = documents.map(({ entry: { issue, date, title, description } }) => [
    issue,
    date,
    t('archive:date', { date }),
    title,
    description,
  ]);
  const data = JSON.stringify({ index: index.toJSON(), shown }).replaceAll('<', '\\u003c');
  return { path: searchIndexPath(locale, year), content: `courantSearch.add(${data});\n` };
}

export function searchIndexPath(locale: string, year: string): string {
  return `${sitePaths.search(locale)}${year}.js`;
}

/** The script of the search page, and the library that reads the indexes. Both are copied. */
export async function searchScripts(): Promise<ArchiveFile[]> {
  const script = await readFile(new URL('../../templates/archive/search.js', import.meta.url), 'utf8');
  const entry = createRequire(import.meta.url).resolve('minisearch');
  const library = await readFile(entry.replace(/dist[/\\].*$/, 'dist/umd/index.js'), 'utf8');
  return [
    { path: 'assets/search.js', content: script },
    // Removes the reference to the source map, which is not published.
    { path: 'assets/minisearch.js', content: library.replace(/\n\/\/# sourceMappingURL=.*\n?$/, '\n') },
  ];
}
