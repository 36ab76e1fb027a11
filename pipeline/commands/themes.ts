import { join, relative } from 'node:path';
import { rootsOf } from '../check/open-publication.ts';
import { listSlugs } from '../content/list-slugs.ts';
import { readIssues } from '../content/read-issues.ts';
import { openPictureStore } from '../editions/picture-store.ts';
import { writeFolder } from '../foundation/files/write-folder.ts';
import { problemsToJson } from '../foundation/problems/print-problems.ts';
import { Report } from '../foundation/problems/report.ts';
import {
  type CommandContext,
  cacheFolder,
  type ExitCode,
  stateFolder,
} from '../foundation/program/context.ts';
import { exitCodeFor, reportProblems } from '../foundation/program/report-problems.ts';
import type { Newsletter } from '../publication/newsletter/newsletter-schema.ts';
import { readWithTheme } from '../publication/newsletter/read-newsletter.ts';
import { latestIssue } from '../schedule/latest-issue.ts';
import { renderThemes } from '../studio/render-themes.ts';
import { buildThemeGallery } from '../studio/theme-gallery.ts';

interface ThemesOptions {
  readonly json?: boolean;
}

/**
 * Lists the themes, and writes a page that shows an issue in each of them: the named issue, or the latest.
 */
export async function themes(
  context: CommandContext,
  slug: string | undefined,
  { json }: ThemesOptions,
): Promise<ExitCode> {
  const roots = rootsOf(context);
  const report = new Report();
  const read = await readWithTheme(roots.publication, roots.package, report);
  if (read === undefined) {
    reportProblems(context, report.problems);
    return exitCodeFor(report.problems);
  }
  const { newsletter } = read;
  const used = read.themes.at(-1)?.folder.name ?? 'gazette';
  context.reporter.progress('Rendering \u2026');
  const chosen = slug ?? (await latestSlug(context, newsletter));
  const rendered = await renderThemes(roots, {
    slug: chosen,
    asOf: context.clock().getTime(),
    cache: openPictureStore(join(cacheFolder(context), 'site', 'pictures')),
  });
  context.reporter.progress('');
  const folder = join(stateFolder(context), 'themes');
  const isShown = rendered.themes.some(({ issue }) => issue !== undefined);
  if (isShown) await writeFolder(folder, buildThemeGallery(newsletter.url, used, rendered.themes));
  const index = isShown ? join(relative(context.workingDirectory, folder), 'index.html') : undefined;
  const listed = rendered.themes.map(({ name, description }) => ({
    name,
    description,
    isUsed: name === used,
  }));
  if (json) {
    const problems = problemsToJson(rendered.problems);
    context.terminal.print(JSON.stringify({ index, issue: chosen, themes: listed, problems }, null, 2));
  } else {
    reportProblems(context, rendered.problems);
    const longest = Math.max(...listed.map(({ name }) => name.length));
    for (const { name, description = '', isUsed } of listed)
      context.terminal.print(`${isUsed ? '*' : ' '} ${name.padEnd(longest)}  ${description}`.trimEnd());
    if (index) context.terminal.print(index);
    else if (chosen === undefined)
      context.terminal.note('There is no issue to show yet. Create one with "courant new".');
  }
  return exitCodeFor(rendered.problems);
}

async function latestSlug(context: CommandContext, newsletter: Newsletter): Promise<string | undefined> {
  const files = rootsOf(context).publication;
  const read = await readIssues(files, newsletter, await listSlugs(files), new Report());
  return latestIssue(read.flatMap(({ issue }) => (issue ? [issue] : [])))?.slug;
}
