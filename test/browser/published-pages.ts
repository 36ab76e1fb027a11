import { fillMergeText } from '../../pipeline/editions/merge-text.ts';
import { sampleValues } from '../../pipeline/editions/sample-values.ts';
import { escapeHtml } from '../../pipeline/foundation/text/escape-html.ts';
import { siteOf } from '../archive/site-of.ts';
import { publish, repository } from '../editions/publish.ts';

/** A page as a reader meets it. */
export interface PublishedPage {
  readonly name: string;
  readonly kind: 'mail' | 'index';
  readonly locale: string;
  readonly html: string;
  /** By address: the pictures that pages show. */
  readonly pictures: ReadonlyMap<string, Uint8Array>;
}

/** Renders a publication as a run does: each edition as mail, and the front pages. */
export async function publishPages(
  subscriber?: string,
  files: Parameters<typeof publish>[0] = repository,
): Promise<PublishedPage[]> {
  const { publication, issues, problems } = await publish(files);
  if (publication === undefined || problems.some(({ severity }) => severity === 'error')) {
    throw new Error(problems.map(({ file, line, message }) => `${file}:${line} ${message}`).join('\n'));
  }
  const pictures = new Map<string, Uint8Array>();
  const pages: PublishedPage[] = [];
  for (const { edition } of issues.flatMap(({ editions }) => editions)) {
    const { issue, locale } = edition;
    const html = fillMergeText(edition.html, sampleValues(edition, subscriber), escapeHtml);
    pages.push({ name: `${locale}/${issue} in mail`, kind: 'mail', locale, html, pictures });
  }
  for (const { path, content } of (await siteOf(files)).files.values()) {
    if (typeof content !== 'string') pictures.set(`${publication.newsletter.url}/${path}`, content);
    const [locale = '', file] = path.split('/');
    if (file !== 'index.html' || typeof content !== 'string') continue;
    pages.push({ name: `${locale}/ (front page)`, kind: 'index', locale, html: content, pictures });
  }
  return pages;
}
