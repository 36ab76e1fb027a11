import { join, relative, resolve } from 'node:path';
import { openPublication } from '../check/open-publication.ts';
import { listSlugs } from '../content/list-slugs.ts';
import { openPictureStore } from '../editions/picture-store.ts';
import type { RenderedIssue } from '../editions/render-editions.ts';
import { diskFiles } from '../foundation/files/disk-files.ts';
import { writeFolder } from '../foundation/files/write-folder.ts';
import { problemsToJson } from '../foundation/problems/print-problems.ts';
import { fail } from '../foundation/problems/problem.ts';
import {
  type CommandContext,
  cacheFolder,
  type ExitCode,
  packageRoot,
} from '../foundation/program/context.ts';
import { countProblems, exitCodeFor, reportProblems } from '../foundation/program/report-problems.ts';

interface PreviewOptions {
  readonly previewDir: string;
  readonly against?: string;
  readonly name?: string;
  readonly json?: boolean;
}

/** Writes the studio's views of these issues, or all, as files that work without a server. */
export async function buildPreview(
  context: CommandContext,
  slugs: readonly string[],
  { previewDir, against, name, json }: PreviewOptions,
): Promise<ExitCode> {
  const { buildPreviewSite } = await import('../studio/preview-site.ts');
  const { renderNoted } = await import('../studio/render-noted.ts');
  const { report, publication, rendered, issues } = await openPublication(context, slugs, {
    signal: context.signal,
  });
  const folder = resolve(context.workingDirectory, previewDir);
  const shown = slugs.length === 0 ? rendered : rendered.filter(({ issue }) => slugs.includes(issue.slug));
  const before =
    against === undefined
      ? undefined
      : { name: against, issues: await openRevision(context, against, shown) };
  const names = shown.map(({ issue }) => issue.slug);
  const read = issues.filter(({ slug }) => names.includes(slug));
  const pictures = openPictureStore(join(cacheFolder(context), 'site', 'pictures'));
  const noted =
    publication === undefined
      ? new Map()
      : await renderNoted(publication, diskFiles(context.root), read, report.problems, pictures);
  const files = buildPreviewSite({
    publicUrl: publication?.newsletter.url ?? '',
    issues: shown,
    problems: report.problems,
    noted,
    before,
    name,
  });
  await writeFolder(folder, files);
  const index = join(relative(context.workingDirectory, folder), 'index.html');
  if (json)
    context.terminal.print(JSON.stringify({ index, problems: problemsToJson(report.problems) }, null, 2));
  else {
    reportProblems(context, report.problems);
    context.terminal.print(index);
    if (report.problems.length > 0) context.terminal.note(`${countProblems(report.problems)}.`);
  }
  return exitCodeFor(report.problems);
}

/** Renders the issues at that revision. Leaves out issues that did not exist then or fail to render. */
async function openRevision(
  { root, clock }: CommandContext,
  revision: string,
  issues: readonly RenderedIssue[],
): Promise<RenderedIssue[]> {
  const { findCommit, revisionFiles } = await import('../studio/revisions.ts');
  const { LivePublication } = await import('../studio/live-publication.ts');
  const commit = await findCommit(root, revision);
  if (commit === undefined) fail('revision-unknown', { revision });
  const files = await revisionFiles(root, commit);
  const isOwn = join(root, '/') === join(packageRoot, '/');
  const then = new LivePublication({
    publication: files,
    package: isOwn ? files : diskFiles(packageRoot),
    clock: () => clock().getTime(),
  });
  await then.open();
  const known = await listSlugs(files);
  const found: RenderedIssue[] = [];
  for (const { issue } of issues.filter((each) => known.includes(each.issue.slug))) {
    const rendered = await then.rendered(issue.slug);
    if (rendered) found.push(rendered);
  }
  return found;
}
