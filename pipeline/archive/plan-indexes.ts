import { hash } from 'node:crypto';
import type { ArchiveFile } from './archive-file.ts';
import type { ArchiveLanguage } from './archive-language.ts';
import { buildFeeds, feedLength } from './build-feeds.ts';
import { buildLlms, buildRobots, buildSecurity, buildWebManifest } from './build-machine-files.ts';
import { buildSearchIndex, searchScripts } from './build-search.ts';
import { buildSitemap } from './build-sitemap.ts';
import type { EditionTexts } from './edition-texts.ts';
import { topicsOf, yearsOf } from './group-entries.ts';
import { buildIcons } from './icon.ts';
import { frontPage, missingPage, searchPage, topicPage, yearPage } from './index-pages.ts';
import { type EditionEntry, type IssueEntry, latestFirst } from './issue-entry.ts';
import { redirectPage } from './redirect-page.ts';

/** A group of files that are made from several issues. */
export interface PlannedIndex {
  readonly name: string;
  /** A hash of all input. As long as it stays the same, the files of the last build are still correct. */
  readonly key: string;
  make(): Promise<readonly ArchiveFile[]>;
}

/** Everything that indexes are made from. */
interface IndexInput {
  /** The languages in the order of newsletter.yaml. */
  readonly languages: readonly ArchiveLanguage[];
  readonly issues: readonly IssueEntry[];
  /** Loads the texts of an edition. Called only for indexes that have changed. */
  textsOf(entry: EditionEntry): Promise<EditionTexts>;
}

/** Plans all files that are made from several issues. Nothing is rendered before `make` is called. */
export function planIndexes(input: IndexInput): PlannedIndex[] {
  const { languages, issues } = input;
  const all = issues.flatMap(({ editions }) => editions).sort(latestFirst);
  const byLocale = new Map(
    languages.map(({ locale }) => [locale, all.filter((entry) => entry.locale === locale)]),
  );
  const entriesOf = (locale: string) => byLocale.get(locale) ?? [];
  const byYear = new Map(languages.map(({ locale }) => [locale, yearsOf(entriesOf(locale))]));
  return [
    ...languages.flatMap((language) => planLanguage(language, entriesOf(language.locale), byYear, input)),
    ...planSite(input, all, entriesOf),
  ];
}

/** The editions of a language by year. */
type Years = ReadonlyMap<string, readonly EditionEntry[]>;

type EntriesOf = (locale: string) => readonly EditionEntry[];

function planLanguage(
  language: ArchiveLanguage,
  entries: readonly EditionEntry[],
  byYear: ReadonlyMap<string, Years>,
  { languages, textsOf }: IndexInput,
): PlannedIndex[] {
  const { locale } = language;
  const shown = entries.filter(({ isWithdrawn }) => !isWithdrawn);
  const years: Years = byYear.get(locale) ?? new Map();
  const withTexts = (some: readonly EditionEntry[]) =>
    Promise.all(some.map(async (entry) => ({ entry, ...(await textsOf(entry)) })));
  return [
    plan(`${locale}/`, entries, async () => [frontPage(language, languages, entries)]),
    plan(`${locale}/feed`, shown.slice(0, feedLength), async () =>
      buildFeeds(language, await withTexts(shown.slice(0, feedLength))),
    ),
    ...[...years].map(([year, some]) => {
      const others = languages.filter((each) => byYear.get(each.locale)?.has(year));
      const names = others.map((each) => each.locale);
      return plan(
        `${locale}/years/${year}/`,
        some,
        async () => [yearPage(language, names, year, some)],
        names,
      );
    }),
    ...[...topicsOf(shown)].map(([slug, some]) =>
      plan(`${locale}/topics/${slug}/`, some, async () => [topicPage(language, slug, some)]),
    ),
    ...[...years].map(([year, all]) => {
      const some = all.filter(({ isWithdrawn }) => !isWithdrawn);
      return plan(`${locale}/search/${year}`, some, async () => [
        await buildSearchIndex(language, year, await withTexts(some)),
      ]);
    }),
    plan(`${locale}/search/`, [], async () => [searchPage(language, languages, [...years.keys()])], [
      ...years.keys(),
    ]),
    plan(`${locale}/manifest`, [], async () => [buildWebManifest(language)]),
  ];
}

function planSite(
  { languages, issues }: IndexInput,
  all: readonly EditionEntry[],
  entriesOf: EntriesOf,
): PlannedIndex[] {
  const [first] = languages;
  if (first === undefined) return [];
  const { newsletter } = first.publication;
  const { source, editions } = newsletter.languages;
  const main = languages.find(({ locale }) => locale === source) ?? first;
  const absolute = main.addresses.file;
  return [
    plan('sitemap', all, async () => buildSitemap(issues, editions, source, absolute)),
    plan('llms', all, async () => [buildLlms(languages, entriesOf)]),
    plan('site', [], async () => [
      {
        path: 'index.html',
        content: redirectPage(main.locale, main.addresses.index(main.locale), main.name),
      },
      missingPage(main, languages),
      buildRobots(absolute('sitemap.xml')),
      ...buildSecurity(newsletter, absolute),
      ...(await buildIcons(main.name, newsletter)),
      ...(await searchScripts()),
    ]),
  ];
}

function plan(
  name: string,
  entries: readonly EditionEntry[],
  make: PlannedIndex['make'],
  also: readonly string[] = [],
): PlannedIndex {
  const parts = [JSON.stringify([name, also]), ...entries.map(({ digest }) => digest)];
  return { name, key: hash('sha256', parts.join('')), make };
}
