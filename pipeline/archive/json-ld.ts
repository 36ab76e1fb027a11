import { plainInline } from '../content/inline.ts';
import type { EditionInput } from '../editions/edition-input.ts';
import type { ArchiveLanguage } from './archive-language.ts';
import type { EditionEntry } from './issue-entry.ts';
import { sitePaths } from './site-paths.ts';

/** The data about an article in the vocabulary of schema.org. */
export function articleData(
  language: ArchiveLanguage,
  { article, words }: EditionInput,
  entry: EditionEntry,
  pictures: readonly string[],
): object {
  const { addresses, name } = language;
  const url = addresses.edition(entry.locale, entry.issue);
  const publisher = { '@type': 'NewsMediaOrganization', name, url: addresses.index(entry.locale) };
  return {
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    '@id': url,
    url,
    mainEntityOfPage: url,
    headline: entry.title,
    description: entry.description,
    inLanguage: entry.locale,
    datePublished: entry.date,
    dateModified: entry.changed,
    image: pictures.map((path) => addresses.file(path)),
    author: entry.author === undefined ? publisher : { '@type': 'Organization', name: entry.author },
    publisher,
    isAccessibleForFree: true,
    ...(entry.topics.length > 0 && { keywords: entry.topics.map((topic) => topic.name) }),
    ...(article.corrections.length > 0 && {
      correction: article.corrections.map(({ date, text }) => ({
        '@type': 'CorrectionComment',
        datePublished: date,
        text: plainInline(words.inline(text)),
      })),
    }),
  };
}

/** The data about a front page in the vocabulary of schema.org. */
export function siteData({ addresses, name, description, locale }: ArchiveLanguage): object {
  return {
    '@context': 'https://schema.org',
    '@type': 'WebSite',
    name,
    description,
    inLanguage: locale,
    url: addresses.file(sitePaths.index(locale)),
  };
}
