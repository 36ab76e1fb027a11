import { createLanguages } from '../../archive/archive-language.ts';
import { renderIssue } from '../../archive/render-issue.ts';
import { sitePaths } from '../../archive/site-paths.ts';
import { blockOrigins } from '../../content/block-origins.ts';
import type { ReadIssue } from '../../content/read-issues.ts';
import { anchorIssue, anchorTemplates, readAnchors } from '../../editions/anchors.ts';
import type { PictureCache } from '../../editions/convert-picture.ts';
import { fillMergeText } from '../../editions/merge-text.ts';
import { createEditionsRenderer } from '../../editions/render-editions.ts';
import { sampleValues } from '../../editions/sample-values.ts';
import type { Files } from '../../foundation/files/files.ts';
import type { Place } from '../../foundation/problems/place.ts';
import { Report } from '../../foundation/problems/report.ts';
import { escapeHtml } from '../../foundation/text/escape-html.ts';
import type { Publication } from '../../publication/publication.ts';

/** A ready edition as readers see it, with a mark at the beginning of each block. */
export interface EditionPage {
  readonly kind: 'mail' | 'page';
  /** The file of the article. */
  readonly file: string;
  /** The places of its blocks, by anchor. */
  readonly blocks: ReadonlyMap<string, Place>;
  readonly url: string;
  readonly html: string;
  /** The pictures by address. */
  readonly pictures: ReadonlyMap<string, Uint8Array>;
}

/**
 * Returns a function that renders the ready editions of an issue as mail and as archive pages. Problems have
 * been reported before, so none are reported here.
 */
export async function createPagesRenderer(
  publication: Publication,
  files: Files,
  cache: PictureCache,
): Promise<(read: ReadIssue) => Promise<EditionPage[]>> {
  const { email, archive } = publication.templates;
  const templates = {
    ...publication.templates,
    email: anchorTemplates(email),
    archive: anchorTemplates(archive),
  };
  const marked = { ...publication, templates };
  const renderer = await createEditionsRenderer(marked, files, new Report(), { cache });
  const languageOf = createLanguages(marked, renderer.logo);
  const base = `${publication.newsletter.url.replace(/\/+$/, '')}/`;
  return async ({ issue, documents, ...read }) => {
    if (issue === undefined) return [];
    const origins = (locale: string) => blockOrigins(documents, issue.source, locale);
    const anchored = anchorIssue(issue, documents);
    const ready = [...issue.articles.values()].filter(({ status }) => status === 'ready');
    const locales = ready.map(({ locale }) => locale);
    const rendered = await renderer.render({ ...read, documents, issue: anchored }, new Report(), locales);
    if (rendered === undefined) return [];
    const archived = await renderIssue(languageOf, rendered, cache);
    const pictures = new Map(rendered.pictures.map(({ path, bytes }) => [base + path, bytes]));
    const pages = new Map<string, string>();
    for (const { path, content } of archived.files) {
      if (typeof content === 'string') pages.set(path, content);
      else pictures.set(base + path, content);
    }
    return rendered.editions.flatMap(({ edition, article }): EditionPage[] => {
      const { body, stories } = origins(edition.locale);
      const blocks = new Map([...body, ...stories].map(({ anchor, place }) => [anchor, place]));
      const folder = sitePaths.article(edition.locale, issue.slug);
      const shared = { file: article.file, blocks, pictures };
      const mail = readAnchors(fillMergeText(edition.html, sampleValues(edition), escapeHtml));
      const written = pages.get(`${folder}index.html`);
      // An empty page would pass every rule.
      if (written === undefined) throw new Error(`The archive has no page at ${folder}.`);
      const page = readAnchors(written);
      return [
        { ...shared, kind: 'mail', url: `${base}${folder}email.html`, html: mail },
        { ...shared, kind: 'page', url: base + folder, html: page },
      ];
    });
  };
}
