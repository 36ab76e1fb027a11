import { join } from 'node:path';
import { chooseSlugs, type ReadIssue, readIssues } from '../content/read-issues.ts';
import { checkTranslations } from '../content/translation/check-translations.ts';
import { openPictureStore } from '../editions/picture-store.ts';
import { type RenderedIssue, renderEditions } from '../editions/render-editions.ts';
import { diskFiles } from '../foundation/files/disk-files.ts';
import { hasErrors, ProblemError } from '../foundation/problems/problem.ts';
import { Report } from '../foundation/problems/report.ts';
import { type CommandContext, packageRoot, stateFolder } from '../foundation/program/context.ts';
import type { Publication, Roots } from '../publication/publication.ts';
import { checkShared } from './check-shared.ts';

/** A publication with the issues that were asked for, read and rendered. */
export interface OpenPublication {
  readonly report: Report;
  /** Undefined when newsletter.yaml cannot be used. */
  readonly publication: Publication | undefined;
  readonly issues: readonly ReadIssue[];
  readonly rendered: readonly RenderedIssue[];
}

/**
 * Reads and checks these issues, or all, and renders those of them that `choose` returns, or all; what is wrong is in
 * the report.
 */
export async function openPublication(
  context: CommandContext,
  slugs: readonly string[],
  choose = (issues: readonly ReadIssue[]) => issues,
): Promise<OpenPublication> {
  const report = new Report();
  const roots = rootsOf(context);
  const files = roots.publication;
  context.terminal.progress('Reading \u2026');
  const publication = await checkShared(roots, report);
  if (publication === undefined) return { report, publication, issues: [], rendered: [] };
  // What is wrong with templates or texts shows in every edition: it is told once, and nothing is rendered.
  const canRender = !hasErrors(report.problems);
  const chosen = await chooseSlugs(files, slugs, report);
  const issues = await readIssues(files, publication.newsletter, chosen, report);
  await checkTranslations(roots, publication, issues, report);
  context.terminal.progress('Rendering \u2026');
  const cache = openPictureStore(join(stateFolder(context), 'cache', 'site', 'pictures'));
  const rendered = canRender
    ? await renderEditions(publication, files, choose(issues), report, { cache })
    : [];
  context.terminal.progress('');
  return { report, publication, issues, rendered };
}

/** Reads, checks and renders one issue that is to be sent. Throws a `ProblemError` when something is wrong with it. */
export async function openIssue(
  context: CommandContext,
  slug: string,
): Promise<{ readonly publication: Publication; readonly issue: RenderedIssue }> {
  const { report, publication, rendered } = await openPublication(context, [slug]);
  const [issue] = rendered;
  if (publication === undefined || issue === undefined || hasErrors(report.problems)) {
    throw new ProblemError(report.problems);
  }
  return { publication, issue };
}

/** Where a publication, and what comes with Courant, are read from. */
export function rootsOf({ root }: Pick<CommandContext, 'root'>): Roots {
  const publication = diskFiles(root);
  return { publication, package: samePlace(root) ? publication : diskFiles(packageRoot) };
}

function samePlace(root: string): boolean {
  return root.replace(/\/+$/, '') === packageRoot.replace(/\/+$/, '');
}
