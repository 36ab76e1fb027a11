import { join } from 'node:path';
import type { ReadIssue } from '../content/read-issues.ts';
import { openPictureStore } from '../editions/picture-store.ts';
import type { RenderedIssue } from '../editions/render-editions.ts';
import { hasErrors, type Problem, ProblemError } from '../foundation/problems/problem.ts';
import { Report } from '../foundation/problems/report.ts';
import { cacheFolder, type ProgramContext, packageRoot } from '../foundation/program/context.ts';
import { diskRoots } from '../publication/disk-roots.ts';
import type { Publication, Roots } from '../publication/publication.ts';
import { type CheckedPublication, checkPublication } from './check-publication.ts';

export interface OpenPublication extends CheckedPublication {
  readonly report: Report;
}

/**
 * Checks these issues for a command, or all if none is named. Renders the issues that `choose` returns, or
 * all.
 */
export async function openPublication(
  context: ProgramContext,
  slugs: readonly string[],
  choose?: (issues: readonly ReadIssue[]) => readonly ReadIssue[],
): Promise<OpenPublication> {
  const report = new Report();
  const checked = await checkPublication(rootsOf(context), report, {
    asOf: context.clock().getTime(),
    slugs,
    cache: openPictureStore(join(cacheFolder(context), 'site', 'pictures')),
    onStage: (stage) => context.reporter.progress(stage === 'read' ? 'Reading \u2026' : 'Rendering \u2026'),
    ...(choose && { choose }),
  });
  context.reporter.progress('');
  return { report, ...checked };
}

/** Checks and renders an issue before it is sent. Throws a `ProblemError` if it has an error. */
export async function openIssue(
  context: ProgramContext,
  slug: string,
): Promise<{
  readonly publication: Publication;
  readonly issue: RenderedIssue;
  /** The warnings and notes of the check. */
  readonly problems: readonly Problem[];
}> {
  const { report, publication, rendered } = await openPublication(context, [slug]);
  const [issue] = rendered;
  if (publication === undefined || issue === undefined || hasErrors(report.problems)) {
    throw new ProblemError(report.problems);
  }
  return { publication, issue, problems: report.problems };
}

/** The roots of the publication that a command works on. */
export function rootsOf({ root }: Pick<ProgramContext, 'root'>): Roots {
  return diskRoots(root, packageRoot);
}
