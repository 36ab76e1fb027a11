import { fillMergeText } from '../editions/merge-text.ts';
import { sampleValues } from '../editions/sample-values.ts';
import { escapeHtml } from '../foundation/text/escape-html.ts';
import { blockOrigins } from './block-origins.ts';
import { clippedAt, findClipping } from './emulate.ts';
import type { IssueDetail } from './protocol.ts';
import { type OpenPlace, showProblems } from './show-problems.ts';
import type { Workshop } from './workshop.ts';

/** What a page needs to know of an issue beside its looks: states, blocks and problems. */
export async function describeIssue(
  workshop: Workshop,
  slug: string,
  opens: OpenPlace,
): Promise<IssueDetail | undefined> {
  const bench = await workshop.upToDate(slug);
  const { publication } = workshop;
  if (bench === undefined || publication === undefined) return undefined;
  const { source } = publication.newsletter.languages;
  const documents = bench.read?.documents ?? new Map();
  const editions = [];
  for (const locale of workshop.locales) {
    const look = await workshop.look(slug, locale);
    if (look === undefined) continue;
    const { edition, status, article } = look.edition;
    const { body, stories } = blockOrigins(documents, source, locale);
    const anchored = fillMergeText(look.html, sampleValues(edition), escapeHtml);
    editions.push({
      locale,
      direction: edition.direction,
      status,
      subject: edition.subject,
      preheader: edition.preheader,
      headline: edition.headline,
      isOld: look.version < bench.version,
      committedAt: look.committedAt,
      webUrl: edition.webUrl,
      file: article.file,
      opens: opens(article.file),
      blocks: [...body, ...stories].map((block) => ({ ...block, opens: opens(article.file, block.line) })),
      bytes: Buffer.byteLength(anchored.replace(anchors, '')),
      clippedAt,
      clippedIn: clippedBlock(anchored),
    });
  }
  const shown = editions.map(({ locale }) => locale);
  const earlier = workshop.issues.filter((each) => each.slug < slug);
  return {
    slug,
    version: bench.version,
    editions,
    missing: workshop.locales.filter((locale) => !shown.includes(locale)),
    problems: [
      ...showProblems([...workshop.problems, ...(await workshop.interfaceProblems())], opens),
      ...showProblems(workshop.allProblems(slug), opens, documents, source),
    ],
    previous: earlier[0]?.slug,
  };
}

const anchors = / data-block="([^"]*)"/g;

/** The block that the limit falls into. The anchors themselves count for little, and are not sent. */
function clippedBlock(anchored: string): string | undefined {
  const { at } = findClipping(anchored);
  if (at === undefined) return undefined;
  return [...anchored.slice(0, at).matchAll(anchors)].at(-1)?.[1];
}
