import { type IssueLinks, readLinks } from '../content/issue-links.ts';
import { listSlugs } from '../content/list-slugs.ts';
import { chooseSlugs, type ReadIssue, readIssues } from '../content/read-issues.ts';
import { checkInterface } from '../content/translation/check-translations.ts';
import type { PictureCache } from '../editions/convert-picture.ts';
import { type RenderedIssue, renderEditions } from '../editions/render-editions.ts';
import type { Report } from '../foundation/problems/report.ts';
import type { Publication, Roots } from '../publication/publication.ts';
import { checkAcceptedUse, featuresOf } from './check-clients.ts';
import { checkEditions } from './check-issue.ts';
import { checkIssues } from './check-issues.ts';
import { checkShared } from './check-shared.ts';
import { reportFindings } from './report-findings.ts';

export interface CheckOptions {
  /** The issues to check; all issues if the list is empty. */
  readonly slugs?: readonly string[];
  /** The moment to check for, in milliseconds since 1970: later issues are not public then. */
  readonly asOf: number;
  /** Chooses the issues to render; by default all. */
  readonly choose?: (issues: readonly ReadIssue[]) => readonly ReadIssue[];
  /** Keeps converted pictures between checks. */
  readonly cache?: PictureCache;
  readonly onStage?: (stage: 'read' | 'render') => void;
}

/** A publication with the issues that were checked. */
export interface CheckedPublication {
  /** Undefined when newsletter.yaml cannot be used. */
  readonly publication: Publication | undefined;
  readonly issues: readonly ReadIssue[];
  readonly rendered: readonly RenderedIssue[];
}

/**
 * Checks a publication: its shared parts, each issue, its rendered editions, and statements of issues about each
 * other. Adds all problems to the report. Callers that keep results for the next time, such as the archive and the
 * studio, call the same parts one by one.
 *
 * @example
 * const report = new Report();
 * const { rendered } = await checkPublication(roots, report, { asOf: Date.now() });
 * console.log(printProblems(report.problems, { colour: false }));
 */
export async function checkPublication(
  roots: Roots,
  report: Report,
  { asOf, slugs = [], choose = (issues) => issues, cache, onStage }: CheckOptions,
): Promise<CheckedPublication> {
  const files = roots.publication;
  onStage?.('read');
  const publication = await checkShared(roots, report);
  if (publication === undefined) return { publication, issues: [], rendered: [] };
  // Every edition would show an error of a template or a text. The report has it once, and nothing is
  // rendered.
  const canRender = report.errors === 0;
  await checkInterface(roots, publication, report);
  const chosen = await chooseSlugs(files, slugs, report);
  const issues = await readIssues(files, publication.newsletter, chosen, report);
  const readOthers = (own: readonly IssueLinks[]) => linksOfOthers(roots, publication, own);
  await checkIssues(files, publication, issues, { asOf, readOthers }, report);
  if (!canRender) return { publication, issues, rendered: [] };

  onStage?.('render');
  const options = cache === undefined ? {} : { cache };
  const rendered = await renderEditions(publication, files, choose(issues), report, options);
  for (const issue of rendered) await checkEditions(files, publication, issue, report);
  const { accepted } = publication;
  if (slugs.length === 0 && accepted.some(({ isOwn }) => isOwn)) {
    const used = new Set(rendered.flatMap(featuresOf));
    await reportFindings(files, checkAcceptedUse(accepted, used), report);
  }
  return { publication, issues, rendered };
}

/**
 * Reads what all other issues say. In a large publication, parsing every issue takes longer than the check
 * itself, so only issues with former names and issues that a checked issue links to are parsed.
 */
async function linksOfOthers(
  { publication: files }: Roots,
  { newsletter }: Publication,
  checked: readonly IssueLinks[],
): Promise<IssueLinks[]> {
  const own = new Set(checked.map(({ slug }) => slug));
  const targets = new Set(checked.flatMap(({ stories }) => stories.map(({ slug }) => slug)));
  const others = (await listSlugs(files)).filter((slug) => !own.has(slug));
  return Promise.all(
    others.map(async (slug) => {
      const bytes = await files.read(`content/${slug}/${newsletter.languages.source}.yaml`);
      // Without that file, the issue has another source language, if it is an issue at all.
      const matters = targets.has(slug) || bytes === undefined || Buffer.from(bytes).includes('aliases');
      if (matters) return readLinks(files, slug, newsletter);
      return { slug, isReady: false, isHeld: false, aliases: [], stories: [] };
    }),
  );
}
