import { direction } from '../publication/locales/direction.ts';
import type { ArchiveFile } from './archive-file.ts';
import type { ArchiveLanguage } from './archive-language.ts';
import { writeAtom } from './atom-feed.ts';
import type { FeedItem } from './feed-item.ts';
import { sitePaths } from './site-paths.ts';

/**
 * The number of editions in a feed: half a year of a weekly newsletter. Feed readers fetch the file every
 * hour, so it must stay small.
 */
export const feedLength = 30;

/** The feeds of a language with the full content, latest first: Atom (RFC 4287) and JSON Feed 1.1. */
export function buildFeeds(language: ArchiveLanguage, items: readonly FeedItem[]): ArchiveFile[] {
  const index = sitePaths.index(language.locale);
  const directed = items.map((item) => withDirection(language, item));
  return [
    { path: `${index}feed.xml`, content: writeAtom(language, directed) },
    { path: `${index}feed.json`, content: writeJsonFeed(language, directed) },
  ];
}

/** Feed readers show HTML from left to right, whatever the language of the feed is. */
function withDirection({ locale }: ArchiveLanguage, item: FeedItem): FeedItem {
  if (direction(locale) === 'ltr') return item;
  return { ...item, content: `<div lang="${locale}" dir="rtl">${item.content}</div>` };
}

/** https://www.jsonfeed.org/version/1.1/ */
function writeJsonFeed(language: ArchiveLanguage, items: readonly FeedItem[]): string {
  const { locale, addresses, name, description } = language;
  const home = addresses.file(sitePaths.index(locale));
  const feed = {
    version: 'https://jsonfeed.org/version/1.1',
    title: name,
    home_page_url: home,
    feed_url: `${home}feed.json`,
    description,
    icon: addresses.file('icon-512.png'),
    favicon: addresses.file('icon.svg'),
    authors: [{ name, url: home }],
    language: locale,
    items: items.map(({ entry, content }) => {
      const url = addresses.edition(locale, entry.issue);
      return {
        id: url,
        url,
        title: entry.title,
        content_html: content,
        summary: entry.description,
        ...(entry.picture && { image: addresses.file(entry.picture.path) }),
        date_published: `${entry.date}T00:00:00Z`,
        date_modified: `${entry.changed}T00:00:00Z`,
        authors: [{ name: entry.author ?? name }],
        ...(entry.topics.length > 0 && { tags: entry.topics.map((topic) => topic.name) }),
        language: locale,
      };
    }),
  };
  return `${JSON.stringify(feed, undefined, 2)}\n`;
}
