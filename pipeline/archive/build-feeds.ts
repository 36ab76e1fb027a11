import { Feed } from 'feed';
import type { ArchiveFile } from './archive-file.ts';
import type { ArchiveLanguage } from './archive-language.ts';
import type { EditionEntry } from './issue-entry.ts';
import { sitePaths } from './site-paths.ts';

/** Half a year of a weekly newsletter; more would make a file that readers fetch every hour too large. */
export const feedLength = 30;

/** An edition in a feed, with its full content. */
export interface FeedItem {
  readonly entry: EditionEntry;
  /** HTML with absolute addresses. */
  readonly content: string;
}

/** A language's feeds with the full content, the latest first: Atom (RFC 4287) and JSON Feed. */
export function buildFeeds(language: ArchiveLanguage, items: readonly FeedItem[]): ArchiveFile[] {
  const { locale, addresses, name, description } = language;
  const index = sitePaths.index(locale);
  const home = addresses.file(index);
  // The latest day that anything changed, so that the same content gives the same bytes on every day.
  const days = items.map(({ entry }) => entry.changed).sort();
  const feed = new Feed({
    id: home,
    link: home,
    title: name,
    description,
    language: locale,
    updated: day(days.at(-1) ?? '1970-01-01'),
    feedLinks: { atom: `${home}feed.xml`, json: `${home}feed.json` },
    generator: 'Courant',
    copyright: name,
    author: { name },
    favicon: addresses.file('icon.svg'),
  });
  for (const { entry, content } of items) {
    const url = addresses.edition(locale, entry.issue);
    feed.addItem({
      id: url,
      link: url,
      title: entry.title,
      description: entry.description,
      content,
      date: day(entry.changed),
      published: day(entry.date),
      author: [{ name: entry.byline ?? name }],
      category: entry.topics.map((topic) => ({ name: topic.name, term: topic.slug })),
    });
  }
  return [
    { path: `${index}feed.xml`, content: feed.atom1() },
    { path: `${index}feed.json`, content: feed.json1() },
  ];
}

function day(date: string): Date {
  return new Date(`${date}T00:00:00Z`);
}
