import { linksOf } from '../content/issue-links.ts';
import { readIssues } from '../content/read-issues.ts';
import { checkInterface } from '../content/translation/check-translations.ts';
import type { PictureCache } from '../editions/convert-picture.ts';
import { createEditionsRenderer } from '../editions/render-editions.ts';
import { type Found, Report } from '../foundation/problems/report.ts';
import type { Roots } from '../publication/publication.ts';
import { checkAcceptedUse, featuresOf } from './check-clients.ts';
import { checkDocuments, checkEditions } from './check-issue.ts';
import { checkShared } from './check-shared.ts';
import type { KeptCheck, KeptIssue, ScanForCheck } from './kept-check.ts';
import { reportFindings } from './report-findings.ts';

export interface CheckChangedOptions {
  /** Converted pictures. */
  readonly cache: PictureCache;
  readonly onIssue?: (done: number, total: number) => void;
}

/**
 * Checks what all issues share and the issues that have changed since the last check, and takes the others from it.
 * `scan` hashes the sources with the logo at this path. The result may be kept only if everything could be rendered,
 * which `isWhole` says.
 */
export async function checkChanged(
  roots: Roots,
  scan: ScanForCheck,
  kept: KeptCheck | undefined,
  { cache, onIssue }: CheckChangedOptions,
): Promise<{ readonly check: KeptCheck; readonly isWhole: boolean }> {
  const files = roots.publication;
  const report = new Report();
  const publication = await checkShared(roots, report);
  const [logo] = publication?.logo.keys() ?? [];
  const { engine, keys } = await scan(logo);
  const none = { engine, weights: {}, issues: {}, together: { problems: [], hidden: [] } };
  if (publication === undefined) return { check: { ...none, shared: plain(report) }, isWhole: false };
  // Every edition would show an error in a template or a text: it is reported once, and nothing is rendered.
  const canRender = report.errors === 0;
  await checkInterface(roots, publication, report);
  if (keys.size === 0) report.add('issue-none', {});
  const { newsletter, accepted } = publication;
  const renderer = canRender
    ? await createEditionsRenderer(publication, files, report, { cache })
    : undefined;

  const checkOne = async (slug: string, key: string): Promise<KeptIssue> => {
    const own = new Report();
    const [issue] = await readIssues(files, newsletter, [slug], own);
    if (issue) await checkDocuments(files, publication, issue, own);
    const made = issue && (await renderer?.render(issue, own));
    if (made) await checkEditions(files, publication, made, own);
    return {
      key,
      found: plain(own),
      links: linksOf(slug, issue?.documents ?? new Map(), newsletter),
      editions: made?.editions.length ?? 0,
      // Nothing else asks for them, and each mail is parsed once more for it.
      features: made && accepted.some(({ isOwn }) => isOwn) ? featuresOf(made) : [],
    };
  };
  const issues: Record<string, KeptIssue> = {};
  for (const [slug, key] of keys) {
    const last = kept?.issues[slug];
    onIssue?.(Object.keys(issues).length, keys.size);
    issues[slug] = last?.key === key ? last : await checkOne(slug, key);
  }
  const together = new Report();
  together.weigh(newsletter.check.codes);
  const used = new Set(Object.values(issues).flatMap(({ features }) => features));
  await reportFindings(files, checkAcceptedUse(accepted, used), together);
  const found = { shared: plain(report), issues, together: plain(together) };
  const check = { engine, ...(logo !== undefined && { logo }), weights: newsletter.check.codes, ...found };
  return { check, isWhole: canRender };
}

/** A cause is an object of this process. */
function plain({ problems, hidden }: Report): Found {
  return { problems: problems.map(({ cause: _, ...problem }) => problem), hidden };
}
