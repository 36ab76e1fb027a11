import { textToHtml } from '../editions/html.ts';
import { direction } from '../publication/locales/direction.ts';
import type { ArchiveFile } from './archive-file.ts';
import type { ArchiveLanguage } from './archive-language.ts';
import { searchIndexPath } from './build-search.ts';
import { topicsOf, yearsOf } from './group-entries.ts';
import type { EditionEntry } from './issue-entry.ts';
import { siteData } from './json-ld.ts';
import { createListingView, type ListingLink } from './listing-views.ts';
import { absolutePlace, type PagePlace, pageAt } from './page-place.ts';
import { createPageView, type PageHead, type PagePart } from './page-view.ts';
import { sitePaths } from './site-paths.ts';

/**
 * How many issues the front page shows. All others are listed by year and topic, and the search finds them.
 */
const frontLength = 12;
const mostTopics = 24;

/** The front page of a language: the latest issues, and links to all others. */
export function frontPage(
  language: ArchiveLanguage,
  languages: readonly ArchiveLanguage[],
  entries: readonly EditionEntry[],
): ArchiveFile {
  const { locale, name, description } = language;
  const place = pageAt(sitePaths.index(locale));
  const listing = createListingView(
    {
      entries: entries.slice(0, frontLength),
      topics: topicLinks(locale, entries),
      years: yearLinks(locale, entries),
    },
    place,
    true,
  );
  const head = { title: name, description, data: siteData(language) };
  return page(language, place, head, pathsIn(languages, sitePaths.index), { listing, isFront: true });
}

export function yearPage(
  language: ArchiveLanguage,
  locales: readonly string[],
  year: string,
  entries: readonly EditionEntry[],
): ArchiveFile {
  const place = pageAt(sitePaths.year(language.locale, year));
  const head = { title: `${year} | ${language.name}`, description: `${language.name}, ${year}` };
  const paths = new Map(locales.map((locale) => [locale, sitePaths.year(locale, year)]));
  return page(language, place, head, paths, { listing: createListingView({ entries, year }, place, false) });
}

export function topicPage(
  language: ArchiveLanguage,
  slug: string,
  entries: readonly EditionEntry[],
): ArchiveFile {
  const place = pageAt(sitePaths.topic(language.locale, slug));
  const topic = topicName(entries, slug);
  const head = { title: `${topic} | ${language.name}`, description: `${language.name}: ${topic}` };
  return page(language, place, head, new Map(), {
    listing: createListingView({ entries, topic }, place, false),
  });
}

export function searchPage(
  language: ArchiveLanguage,
  languages: readonly ArchiveLanguage[],
  years: readonly string[],
): ArchiveFile {
  const { locale, t, name } = language;
  const place = pageAt(sitePaths.search(locale));
  const title = t('archive:search');
  const head = { title: `${title} | ${name}`, description: `${title}: ${name}` };
  const search = {
    library: place.link('assets/minisearch.js'),
    script: place.link('assets/search.js'),
    files: textToHtml(years.map((year) => `${place.link(searchIndexPath(locale, year))}`).join(' ')),
    years: yearsToLinks(locale, years).map((each) => ({ ...each, path: place.link(each.path) })),
  };
  return page(language, place, head, pathsIn(languages, sitePaths.search), { search });
}

/**
 * The page for addresses that do not exist. A server may show it at any address, so its links are absolute.
 */
export function missingPage(main: ArchiveLanguage, languages: readonly ArchiveLanguage[]): ArchiveFile {
  const place = absolutePlace('404.html', main.addresses.file);
  const missing = languages.map(({ locale, t, addresses }) => ({
    locale,
    direction: direction(locale),
    text: textToHtml(t('archive:missing')),
    path: textToHtml(addresses.index(locale)),
    label: textToHtml(t('archive:title')),
  }));
  const head = { title: `404 | ${main.name}`, description: main.description, isHidden: true };
  return page(main, place, head, new Map(), { missing }, '404.html');
}

function page(
  language: ArchiveLanguage,
  place: PagePlace,
  head: PageHead,
  paths: ReadonlyMap<string, string>,
  part: PagePart,
  path = `${place.path}index.html`,
): ArchiveFile {
  const { source } = language.publication.newsletter.languages;
  const byDefault = paths.get(source) ?? [...paths.values()][0];
  const alternates = new Map(byDefault === undefined ? paths : [...paths, ['x-default', byDefault]]);
  const elsewhere = new Map([...paths].filter(([locale]) => locale !== language.locale));
  const view = createPageView(language, place, { ...head, alternates }, elsewhere, part);
  return { path, content: language.renderPage(view) };
}

function pathsIn(languages: readonly ArchiveLanguage[], pathOf: (locale: string) => string) {
  return new Map(languages.map(({ locale }) => [locale, pathOf(locale)]));
}

function yearLinks(locale: string, entries: readonly EditionEntry[]): ListingLink[] {
  return [...yearsOf(entries)].map(([year, some]) => ({
    name: year,
    path: sitePaths.year(locale, year),
    count: some.length,
  }));
}

function yearsToLinks(locale: string, years: readonly string[]) {
  return years.map((year) => ({ name: year, path: sitePaths.year(locale, year) }));
}

/** Links to the topics with the most issues, sorted by name. */
function topicLinks(locale: string, entries: readonly EditionEntry[]): ListingLink[] {
  return [...topicsOf(entries)]
    .map(([slug, some]) => ({
      name: topicName(some, slug),
      path: sitePaths.topic(locale, slug),
      count: some.length,
    }))
    .sort((a, b) => b.count - a.count || (a.path < b.path ? -1 : 1))
    .slice(0, mostTopics)
    .sort((a, b) => a.name.localeCompare(b.name, locale));
}

function topicName(entries: readonly EditionEntry[], slug: string): string {
  return entries[0]?.topics.find((topic) => topic.slug === slug)?.name ?? slug;
}
