import type { IssueLinks } from '../content/issue-links.ts';
import { listSlugs } from '../content/list-slugs.ts';
import { chooseSlugs, type ReadIssue, readIssue } from '../content/read-issues.ts';
import type { PictureCache } from '../editions/convert-picture.ts';
import { createEditionsRenderer, type RenderedIssue } from '../editions/render-editions.ts';
import type { Files } from '../foundation/files/files.ts';
import { Report } from '../foundation/problems/report.ts';
import type { Publication, Roots } from '../publication/publication.ts';
import { type CheckedIssue, checkIssue } from './check-issue.ts';
import { type CheckedShared, checkShared } from './check-shared.ts';
import type { CompiledStores } from './kept-check.ts';
import { linksThatMatter } from './links-that-matter.ts';
import { type CheckResult, reportCheck, runCheck } from './run-check.ts';

export interface CheckOptions {
  /** The issues to check; if empty, all issues. */
  readonly slugs?: readonly string[];
  /** The moment to check for, in milliseconds since 1970. Later issues count as not public. */
  readonly asOf: number;
  /** Chooses the issues to render. The default is all of them. */
  readonly choose?: (issues: readonly ReadIssue[]) => readonly ReadIssue[];
  /** Stores converted pictures between checks. */
  readonly cache?: PictureCache;
  readonly onStage?: (stage: 'read' | 'render') => void;
  /** Stops the check, which then rejects with the reason. */
  readonly signal?: AbortSignal | undefined;
}

/** A publication with the issues that were checked. */
export interface CheckedPublication {
  /** Undefined if newsletter.yaml cannot be used. */
  readonly publication: Publication | undefined;
  readonly issues: readonly ReadIssue[];
  readonly rendered: readonly RenderedIssue[];
}

/**
 * Checks a publication: its shared parts, each issue, its rendered editions, and the references between issues.
 * Adds all problems to the report, and keeps no results for the next check.
 *
 * @example
 * const report = new Report();
 * const { rendered } = await checkPublication(roots, report, { asOf: Date.now() });
 * console.log(printProblems(report.problems, { colour: false }));
 */
export async function checkPublication(
  roots: Roots,
  report: Report,
  options: CheckOptions,
): Promise<CheckedPublication> {
  return toChecked(await checkParts(roots, report, options));
}

/** Like `checkPublication`, but returns the parts of the check, for a caller that keeps them. */
export async function checkParts(
  roots: Roots,
  report: Report,
  {
    asOf,
    slugs = [],
    choose = (issues) => issues,
    cache,
    forms,
    templates,
    onStage,
    signal,
  }: CheckOptions & Partial<CompiledStores>,
): Promise<CheckResult<CheckedShared, CheckedIssue>> {
  const files = roots.publication;
  onStage?.('read');
  const result = await runCheck<CheckedShared, CheckedIssue>(
    files,
    {
      shared: () => checkShared(roots, cache, templates),
      issues: async ({ publication, canRender }) => {
        if (publication === undefined) return undefined;
        const chosen = await chooseSlugs(files, slugs, report);
        const readings = [];
        for (const slug of chosen) {
          signal?.throwIfAborted();
          const reading = new Report();
          readings.push({ read: await readIssue(files, publication.newsletter, slug, reading), reading });
        }
        onStage?.('render');
        const toRender = new Set(choose(readings.map(({ read }) => read)));
        const stores = { ...(cache && { cache }), ...(forms && { forms }) };
        const renderer = canRender
          ? await createEditionsRenderer(publication, files, new Report(), stores)
          : undefined;
        const checked: CheckedIssue[] = [];
        for (const { read, reading } of readings) {
          signal?.throwIfAborted();
          const own = toRender.has(read) ? renderer : undefined;
          checked.push(await checkIssue(files, publication, read, reading, own));
        }
        return checked;
      },
      ...(slugs.length > 0 && {
        others: async (own: readonly IssueLinks[], { publication }: CheckedShared) =>
          publication ? linksOfOthers(files, publication, own, asOf) : [],
      }),
    },
    asOf,
  );
  templates?.save();
  reportCheck(result, report);
  return result;
}

/** The publication and the issues of a check. */
export function toChecked({
  shared,
  issues,
}: Pick<CheckResult<CheckedShared, CheckedIssue>, 'shared' | 'issues'>): CheckedPublication {
  return {
    publication: shared.publication,
    issues: issues.map(({ read }) => read),
    rendered: issues.flatMap(({ rendered }) => rendered ?? []),
  };
}

async function linksOfOthers(
  files: Files,
  { newsletter }: Publication,
  own: readonly IssueLinks[],
  asOf: number,
): Promise<IssueLinks[]> {
  const checked = new Set(own.map(({ slug }) => slug));
  const others = (await listSlugs(files)).filter((slug) => !checked.has(slug));
  return linksThatMatter(files, newsletter, others, own, asOf);
}
