import { localisedText } from '../config/localised.ts';
import { type Addresses, createAddresses } from '../editions/addresses.ts';
import type { RenderedIssue } from '../editions/render-editions.ts';
import { htmlHelpers } from '../editions/template-helpers.ts';
import { createTypesetter } from '../editions/typesetter.ts';
import { createWords } from '../editions/words.ts';
import { createTranslator } from '../locales/create-translator.ts';
import type { Publication } from '../publication/load-publication.ts';
import { compileTemplates } from '../templates/compile-templates.ts';
import { buildFeeds } from './build-feeds.ts';
import { createIndexView } from './index-view.ts';

/** A file of the site: its path below the site's root, and what is in it. */
export interface ArchiveFile {
  readonly path: string;
  readonly content: string | Uint8Array;
}

/**
 * The static site: a page per ready edition, a front page and feeds per language, the pictures, and pages that
 * lead from former addresses to today's. Plain data; nothing is written.
 */
export function buildArchive(publication: Publication, issues: readonly RenderedIssue[]): ArchiveFile[] {
  const { newsletter, texts, templates } = publication;
  const addresses = createAddresses(newsletter.url);
  const published = issues.map((each) => ({
    ...each,
    editions: each.editions.filter(({ status }) => status === 'ready'),
  }));
  const files: ArchiveFile[] = [];
  for (const { issue, editions, pictures } of published) {
    if (editions.length === 0) continue;
    for (const { path, bytes } of pictures) files.push({ path, content: bytes });
    for (const { edition, page } of editions) {
      files.push({ path: `${edition.locale}/${issue.slug}/index.html`, content: page });
      for (const alias of issue.aliases) {
        const content = redirectPage(edition.locale, addresses.edition(edition.locale, issue.slug));
        files.push({ path: `${edition.locale}/${alias}/index.html`, content });
      }
    }
  }
  for (const locale of newsletter.languages.editions) {
    const t = createTranslator(locale, texts.get(locale) ?? new Map());
    const words = createWords(createTypesetter(newsletter.languages.typography[locale]));
    const render = compileTemplates(templates.archive, 'index', htmlHelpers(t), { raw: false });
    const view = createIndexView(newsletter, locale, published, words, addresses);
    files.push({ path: `${locale}/index.html`, content: render(view).text });
    const { atom, json } = buildFeeds(newsletter, locale, published, addresses);
    files.push({ path: `${locale}/feed.xml`, content: atom }, { path: `${locale}/feed.json`, content: json });
  }
  files.push({ path: 'index.html', content: frontPage(publication, addresses) });
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The site's root leads to the source language: a static site cannot ask the reader. */
function frontPage({ newsletter }: Publication, addresses: Addresses): string {
  const { source } = newsletter.languages;
  return redirectPage(source, addresses.index(source), localisedText(newsletter.name, source));
}

function redirectPage(locale: string, url: string, title = url): string {
  const [address, name] = [escapeAttribute(url), escapeAttribute(title)];
  return [
    '<!doctype html>',
    `<html lang="${locale}">`,
    '<meta charset="utf-8">',
    `<title>${name}</title>`,
    `<link rel="canonical" href="${address}">`,
    `<meta http-equiv="refresh" content="0; url=${address}">`,
    `<p><a href="${address}">${name}</a></p>`,
    '</html>',
    '',
  ].join('\n');
}

function escapeAttribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
