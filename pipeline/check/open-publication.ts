import { join } from 'node:path';
import type { ReadIssue } from '../content/read-issues.ts';
import { openPictureStore } from '../editions/picture-store.ts';
import type { RenderedIssue } from '../editions/render-editions.ts';
import { hasErrors, type Problem, ProblemError } from '../foundation/problems/problem.ts';
import { Report } from '../foundation/problems/report.ts';
import { cacheFolder, type ProgramContext, packageRoot } from '../foundation/program/context.ts';
import { diskRoots } from '../publication/disk-roots.ts';
import type { Publication, Roots } from '../publication/publication.ts';
import { type CheckedPublication, checkParts, toChecked } from './check-publication.ts';
import type { CompiledStores } from './kept-check.ts';

export interface OpenPublication extends CheckedPublication {
  readonly report: Report;
  /** The parts of the check, for a caller that keeps them. */
  readonly parts: Awaited<ReturnType<typeof checkParts>>;
}

interface OpenOptions extends Partial<CompiledStores> {
  /** Chooses the issues to render. The default is all of them. */
  readonly choose?: ((issues: readonly ReadIssue[]) => readonly ReadIssue[]) | undefined;
  /** Stops the check, which then rejects with the reason. */
  readonly signal?: AbortSignal;
}

/** Checks and renders these issues for a command, or all if none is named. */
export async function openPublication(
  context: ProgramContext,
  slugs: readonly string[],
  { choose, signal, ...compiled }: OpenOptions = {},
): Promise<OpenPublication> {
  const report = new Report();
  const parts = await checkParts(rootsOf(context), report, {
    asOf: context.clock().getTime(),
    slugs,
    cache: openPictureStore(join(cacheFolder(context), 'site', 'pictures')),
    onStage: (stage) => context.reporter.progress(stage === 'read' ? 'Reading \u2026' : 'Rendering \u2026'),
    ...(choose && { choose }),
    signal,
    ...compiled,
  });
  context.reporter.progress('');
  return { report, parts, ...toChecked(parts) };
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
