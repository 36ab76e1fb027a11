import { join, relative, resolve } from 'node:path';
import { openPublication } from '../check/open-publication.ts';
import { fillMergeText } from '../editions/merge-text.ts';
import type { RenderedIssue } from '../editions/render-editions.ts';
import { sampleValues } from '../editions/sample-values.ts';
import { writeFolder } from '../foundation/files/write-folder.ts';
import { problemsToJson } from '../foundation/problems/print-problems.ts';
import { type CommandContext, type ExitCode, stateFolder } from '../foundation/program/context.ts';
import { countProblems, exitCodeFor, reportProblems } from '../foundation/program/report-problems.ts';
import { escapeHtml } from '../foundation/text/escape-html.ts';

interface BuildOptions {
  readonly out?: string;
  readonly name?: string;
  /** Writes the studio's views as files instead of the bare editions. */
  readonly previewDir?: string;
  /** The revision to compare with; only with `previewDir`. */
  readonly against?: string;
  readonly json?: boolean;
}

/**
 * Renders the editions of these issues, or of all, as a preview: HTML and text with sample values in the
 * personal parts, and the pictures beside them.
 */
export async function build(
  context: CommandContext,
  slugs: readonly string[],
  options: BuildOptions,
): Promise<ExitCode> {
  if (options.previewDir !== undefined) {
    const { buildPreview } = await import('./build-preview.ts');
    return buildPreview(context, slugs, { ...options, previewDir: options.previewDir });
  }
  const { report, publication, rendered } = await openPublication(context, slugs, { signal: context.signal });
  const folder =
    options.out === undefined
      ? join(stateFolder(context), 'build')
      : resolve(context.workingDirectory, options.out);
  const written: string[] = [];
  for (const each of publication ? rendered : []) {
    const files = previewFiles(each, publication?.newsletter.url ?? '', options.name);
    await writeFolder(join(folder, each.issue.slug), files);
    const pages = files.filter(({ path }) => !path.startsWith('pictures/'));
    written.push(
      ...pages.map(({ path }) => join(relative(context.workingDirectory, folder), each.issue.slug, path)),
    );
  }
  if (options.json) {
    context.terminal.print(
      JSON.stringify({ files: written, problems: problemsToJson(report.problems) }, null, 2),
    );
  } else {
    reportProblems(context, report.problems);
    for (const path of written) context.terminal.print(path);
    if (report.problems.length > 0) context.terminal.note(`${countProblems(report.problems)}.`);
  }
  return exitCodeFor(report.problems);
}

/** The editions of an issue as files that open directly from disk, with their pictures beside them. */
function previewFiles({ editions, pictures }: RenderedIssue, publicUrl: string, name: string | undefined) {
  const base = `${publicUrl.replace(/\/+$/, '')}/`;
  return [
    ...editions.flatMap(({ edition }) => {
      const values = sampleValues(edition, name);
      const html = fillMergeText(edition.html, values, escapeHtml);
      return [
        {
          path: `${edition.locale}.html`,
          content: html.replaceAll(`${base}pictures/`, 'pictures/'),
        },
        { path: `${edition.locale}.txt`, content: fillMergeText(edition.text, values, (value) => value) },
      ];
    }),
    ...pictures.map(({ path, bytes }) => ({ path, content: bytes })),
  ];
}
