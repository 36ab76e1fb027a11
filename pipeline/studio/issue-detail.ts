import { blockOrigins } from '../content/block-origins.ts';
import { fillMergeText } from '../editions/merge-text.ts';
import { sampleValues } from '../editions/sample-values.ts';
import { escapeHtml } from '../foundation/text/escape-html.ts';
import { clippedAt, findClipping } from './emulate.ts';
import type { LivePublication } from './live-publication.ts';
import { ownLocales } from './open-issue.ts';
import type { IssueDetail } from './protocol/issues.ts';
import { type OpenPlace, showProblems } from './show-problems.ts';

/**
 * Describes an issue for its page: states, blocks and problems, without the views. If `isOpening`, the problems are
 * those that are already known.
 */
export async function describeIssue(
  live: LivePublication,
  slug: string,
  opens: OpenPlace,
  isOpening = false,
): Promise<IssueDetail | undefined> {
  const opened = isOpening ? await live.opened(slug) : await live.upToDate(slug);
  const { publication } = live;
  if (opened === undefined || publication === undefined) return undefined;
  const source = (await live.sourceLocale(opened)) ?? '';
  const locales = ownLocales(opened, live.locales);
  const documents = opened.read?.documents ?? new Map();
  const editions = [];
  for (const locale of locales) {
    const view = await live.view(slug, locale);
    if (view === undefined) continue;
    const { edition, status, article } = view.edition;
    const { body, stories } = blockOrigins(documents, source, locale);
    const anchored = fillMergeText(view.html, sampleValues(edition), escapeHtml);
    editions.push({
      locale,
      direction: edition.direction,
      status,
      subject: edition.subject,
      preheader: edition.preheader,
      headline: edition.headline,
      isOld: view.version < opened.version,
      committedAt: view.committedAt,
      webUrl: edition.webUrl,
      file: article.file,
      opens: opens(article.file),
      blocks: [...body, ...stories].map((block) => ({ ...block, opens: opens(article.file, block.line) })),
      bytes: Buffer.byteLength(anchored.replace(anchors, '')),
      clippedAt,
      clippedIn: clippedBlock(anchored),
    });
  }
  // The issue may have changed while its views were rendered, and then has other problems.
  if (!isOpening) await live.upToDate(slug);
  const shown = editions.map(({ locale }) => locale);
  const earlier = live.issues.filter((each) => each.slug < slug);
  return {
    slug,
    source,
    version: opened.version,
    editions,
    missing: locales.filter((locale) => !shown.includes(locale)),
    problems: [
      ...showProblems(live.problems, opens),
      ...showProblems(live.allProblems(slug), opens, documents, source),
    ],
    previous: earlier[0]?.slug,
  };
}

const anchors = / data-block="([^"]*)"/g;

/**
 * The block within which Gmail clips the message. The anchors are not in the mail, but hardly change the
 * size.
 */
function clippedBlock(anchored: string): string | undefined {
  const { at } = findClipping(anchored);
  if (at === undefined) return undefined;
  return [...anchored.slice(0, at).matchAll(anchors)].at(-1)?.[1];
}
