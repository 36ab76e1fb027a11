import { sitePaths } from '../archive/site-paths.ts';
import { createAddresses } from '../editions/addresses.ts';
import { fillMergeText } from '../editions/merge-text.ts';
import { sampleValues } from '../editions/sample-values.ts';
import { escapeHtml } from '../foundation/text/escape-html.ts';
import { emulateScheme, type Scheme, schemes, withoutImages } from './emulate.ts';
import type { LivePublication } from './live-publication.ts';

/** The options of a view. */
interface PreviewRequest {
  readonly view: 'mail' | 'web' | 'text';
  readonly scheme: Scheme;
  readonly images: boolean;
  /** The name of the sample reader; empty for no name. */
  readonly name: string;
}

export function readPreviewRequest(query: (name: string) => string | undefined): PreviewRequest {
  const view = query('view');
  const scheme = schemes.find((each) => each === query('scheme')) ?? 'light';
  return {
    view: view === 'web' || view === 'text' ? view : 'mail',
    scheme,
    images: query('images') !== 'off',
    name: query('name') ?? '',
  };
}

/** The page for a preview frame. Undefined when the edition was never rendered. */
export async function previewPage(
  live: LivePublication,
  slug: string,
  locale: string,
  request: PreviewRequest,
): Promise<string | undefined> {
  if (request.view === 'text') return plainPage(live, slug, locale, request);
  if (request.view === 'web') return articlePage(live, slug, locale, request);
  const view = await live.view(slug, locale);
  if (view === undefined) return undefined;
  const values = sampleValues(view.edition.edition, request.name || undefined);
  return applyPreviewOptions(fillMergeText(view.html, values, escapeHtml), live, request);
}

async function plainPage(live: LivePublication, slug: string, locale: string, request: PreviewRequest) {
  const rendered = await live.rendered(slug);
  const found = rendered?.editions.find(({ edition }) => edition.locale === locale);
  if (found === undefined) return undefined;
  const values = sampleValues(found.edition, request.name || undefined);
  return textPage(
    fillMergeText(found.edition.text, values, (value) => value),
    found.edition,
    request.scheme,
  );
}

/** The article's page as in the archive. */
async function articlePage(live: LivePublication, slug: string, locale: string, request: PreviewRequest) {
  const published = await live.published(slug);
  const path = `${sitePaths.article(locale, slug)}index.html`;
  const page = published?.files.find((file) => file.path === path)?.content;
  const url = live.publication?.newsletter.url;
  if (typeof page !== 'string' || url === undefined) return undefined;
  return applyPreviewOptions(
    withWholeAddresses(withoutIcon(page), createAddresses(url).edition(locale, slug)),
    live,
    request,
  );
}

/** The policy of a frame refuses the icon, which is on the public site, and browsers would complain about that. */
const withoutIcon = (page: string) => page.replace(/<link\b[^>]*\brel="[^"]*\bicon"[^>]*>/g, '');

/** Makes the relative links of a page absolute, for showing it outside of the site. */
function withWholeAddresses(page: string, address: string): string {
  const whole = (link: string) => new URL(link, address).href;
  return page
    .replace(/(?<=\s(?:href|src)=")(?!#|[a-z][a-z0-9+.-]*:)[^"]+(?=")/g, whole)
    .replace(/(?<=\ssrcset=")[^"]+(?=")/g, (set) => set.replace(/[^\s,]+(?=\s+[\d.]+[wx])/g, whole));
}

/** Applies the options to the HTML, and makes its pictures come from this studio. */
export function applyPreviewOptions(
  html: string,
  live: LivePublication,
  { scheme, images }: Omit<PreviewRequest, 'view' | 'name'>,
): string {
  const base = `${(live.publication?.newsletter.url ?? '').replace(/\/+$/, '')}/`;
  const local = html.replaceAll(`${base}pictures/`, '/pictures/');
  return emulateScheme(images ? local : withoutImages(local), scheme);
}

/** The plain-text part as a mail program shows it: monospaced, with at most 78 columns. */
function textPage(
  text: string,
  { locale, direction }: { locale: string; direction: string },
  scheme: Scheme,
): string {
  const [ink, paper] = scheme === 'light' ? ['#1d1d1b', '#ffffff'] : ['#ecebe7', '#1c1c1a'];
  return `<!doctype html>
<html lang="${escapeHtml(locale)}" dir="${direction}"><head><meta charset="utf-8"><title>Text</title>
<style>html{color-scheme:${scheme === 'light' ? 'light' : 'dark'}}body{margin:0;padding:24px;background:${paper};color:${ink}}pre{margin:0;font:14px/1.55 ui-monospace,Menlo,Consolas,monospace;white-space:pre-wrap;overflow-wrap:anywhere}</style>
</head><body><pre>${escapeHtml(text)}</pre></body></html>`;
}
