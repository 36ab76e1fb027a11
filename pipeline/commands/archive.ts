import { relative } from 'node:path';
import type { ArchiveFile } from '../archive/archive-file.ts';
import { buildArchive } from '../archive/build-archive.ts';
import { publishFolder } from '../archive/publish-folder.ts';
import type { RenderedIssue } from '../editions/render-editions.ts';
import { problemsToJson } from '../problems/print-problems.ts';
import { hasErrors } from '../problems/problem.ts';
import type { Publication } from '../publication/load-publication.ts';
import { type CommandContext, type ExitCode, siteFolder } from './context.ts';
import { openPublication } from './open-publication.ts';
import { exitCodeFor, plural, reportProblems } from './report-problems.ts';

export interface ArchiveOptions {
  readonly json?: boolean;
}

/** Builds the static site of all ready editions. With an error anywhere, the last good site stays as it is. */
export async function archive(context: CommandContext, options: ArchiveOptions): Promise<ExitCode> {
  const { report, publication, rendered } = await openPublication(context, []);
  const failed = publication === undefined || hasErrors(report.problems);
  const files = failed ? [] : await writeArchive(context, publication, rendered);
  if (options.json) {
    const paths = files.map(({ path }) => path);
    context.terminal.print(
      JSON.stringify({ files: paths, problems: problemsToJson(report.problems) }, null, 2),
    );
  } else {
    reportProblems(context, report.problems);
    context.terminal.print(failed ? 'The archive was left as it was.' : describeArchive(context, files));
  }
  return exitCodeFor(report.problems);
}

export async function writeArchive(
  context: CommandContext,
  publication: Publication,
  rendered: readonly RenderedIssue[],
): Promise<ArchiveFile[]> {
  const files = await buildArchive(publication, rendered);
  await publishFolder(siteFolder(context), files);
  return files;
}

export function describeArchive(context: CommandContext, files: readonly ArchiveFile[]): string {
  const pages = files.filter(({ path }) => path.endsWith('.html')).length;
  const bytes = files.reduce((sum, { content }) => sum + Buffer.byteLength(content), 0);
  const place = relative(context.root, siteFolder(context));
  return `${plural(pages, 'page')}, ${Math.ceil(bytes / 1000).toLocaleString('en')} kB in ${place}/`;
}
