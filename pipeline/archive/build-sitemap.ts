import { escapeHtml } from '../foundation/text/escape-html.ts';
import type { ArchiveFile } from './archive-file.ts';
import type { EditionEntry, IssueEntry } from './issue-entry.ts';
import { sitePaths } from './site-paths.ts';

/** The protocol allows 50,000 addresses and 50 MB per file. */
const mostAddresses = 20_000;

/**
 * The sitemap, with the other languages of each edition. If one file cannot hold all addresses, there are
 * several files and an index.
 */
export function buildSitemap(
  issues: readonly IssueEntry[],
  locales: readonly string[],
  source: string,
  absolute: (path: string) => string,
): ArchiveFile[] {
  const address = (path: string) => escapeHtml(encodeURI(absolute(path)));
  const alternates = (paths: ReadonlyMap<string, string>) => {
    const byDefault = paths.get(source) ?? [...paths.values()][0] ?? '';
    return [...paths, ['x-default', byDefault] as const]
      .map(([locale, path]) => `<xhtml:link rel="alternate" hreflang="${locale}" href="${address(path)}"/>`)
      .join('');
  };
  const url = (path: string, changed: string | undefined, paths: ReadonlyMap<string, string>) =>
    `<url><loc>${address(path)}</loc>${changed ? `<lastmod>${changed}</lastmod>` : ''}${alternates(paths)}</url>`;
  const fronts = new Map(locales.map((locale) => [locale, sitePaths.index(locale)]));
  const all = issues.flatMap(({ editions }) => editions);
  const urls = locales.map((locale) => url(sitePaths.index(locale), latestChange(all, locale), fronts));
  for (const { editions } of issues) {
    const shown = editions.filter(({ isWithdrawn }) => !isWithdrawn);
    const paths = new Map(shown.map(({ locale, issue }) => [locale, sitePaths.article(locale, issue)]));
    for (const { locale, issue, changed } of shown) {
      urls.push(url(sitePaths.article(locale, issue), changed, paths));
    }
  }
  if (urls.length <= mostAddresses) return [{ path: 'sitemap.xml', content: urlSet(urls) }];
  const parts: ArchiveFile[] = [];
  for (let at = 0; at < urls.length; at += mostAddresses) {
    parts.push({
      path: `sitemap-${parts.length + 1}.xml`,
      content: urlSet(urls.slice(at, at + mostAddresses)),
    });
  }
  const list = parts.map(({ path }) => `<sitemap><loc>${address(path)}</loc></sitemap>`).join('\n');
  const index = `${declaration}<sitemapindex xmlns="${namespace}">\n${list}\n</sitemapindex>\n`;
  return [{ path: 'sitemap.xml', content: index }, ...parts];
}

const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
const namespace = 'http://www.sitemaps.org/schemas/sitemap/0.9';

function urlSet(urls: readonly string[]): string {
  return `${declaration}<urlset xmlns="${namespace}" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n${urls.join('\n')}\n</urlset>\n`;
}

function latestChange(entries: readonly EditionEntry[], locale: string): string | undefined {
  return entries
    .filter((entry) => entry.locale === locale)
    .map(({ changed }) => changed)
    .sort()
    .at(-1);
}
