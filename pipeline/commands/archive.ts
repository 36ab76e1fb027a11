import { join, relative, resolve } from 'node:path';
import { diskFiles } from '../foundation/files/disk-files.ts';
import { plural } from '../foundation/problems/plural.ts';
import { problemsToJson } from '../foundation/problems/print-problems.ts';
import { Report } from '../foundation/problems/report.ts';
import {
  type CommandContext,
  cacheFolder,
  type ExitCode,
  packageRoot,
  siteFolder,
  stateFolder,
} from '../foundation/program/context.ts';
import { exitCodeFor, reportProblems } from '../foundation/program/report-problems.ts';
import { wallClock } from '../foundation/time/wall-clock.ts';
import type { SiteResult } from '../site/site-result.ts';
import type { SiteOptions } from '../site/start-build.ts';

interface ArchiveOptions {
  readonly json?: boolean;
  /** Verifies a published folder instead of building: the named folder, or the site's own. */
  readonly verify?: boolean | string;
}

/** Builds the static site of all ready editions. If there is any error, the last good site stays in place. */
export async function archive(context: CommandContext, options: ArchiveOptions): Promise<ExitCode> {
  if (options.verify) {
    const { verify } = await import('./verify-archive.ts');
    const folder =
      options.verify === true ? siteFolder(context) : resolve(context.workingDirectory, options.verify);
    return verify(context, folder, options.json === true);
  }
  const started = performance.now();
  const result = await writeArchive(context);
  const { problems, entries: _, ...rest } = result;
  if (options.json) {
    context.terminal.print(JSON.stringify({ ...rest, problems: problemsToJson(problems) }, null, 2));
  } else {
    reportProblems(context, problems);
    await noteWaiting(context, result.waiting);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    context.terminal.print(
      result.isPublished
        ? `${describeArchive(context, result)} (${seconds} s)`
        : 'The archive was left as it was.',
    );
  }
  return context.signal.aborted ? 1 : exitCodeFor(problems);
}

async function noteWaiting(context: CommandContext, waiting: SiteResult['waiting']): Promise<void> {
  if (waiting.length === 0) return;
  const { readNewsletter } = await import('../publication/newsletter/read-newsletter.ts');
  // The report of the site already has the problems of the configuration.
  const newsletter = await readNewsletter(diskFiles(context.root), new Report());
  for (const issue of waiting) context.terminal.note(describeWaiting(issue, newsletter?.timeZone ?? 'UTC'));
}

/** Updates the site, and keeps the time that this took. */
export async function writeArchive(
  context: CommandContext,
  options: Pick<SiteOptions, 'skipBroken'> = {},
): Promise<SiteResult> {
  const { updateSite } = await import('../site/update-site.ts');
  const { diskSource } = await import('../site/site-source.ts');
  const { timeBuild } = await import('../site/build-times.ts');
  const { readLastCheck } = await import('./kept-checks.ts');
  const { terminal, root, signal, clock } = context;
  const build = () =>
    updateSite({
      source: diskSource(root, packageRoot),
      asOf: clock().getTime(),
      folder: siteFolder(context),
      cache: join(cacheFolder(context), 'site'),
      signal,
      lastCheck: () => readLastCheck(context)?.check,
      ...options,
      onProgress: (done, total) => terminal.progress(progressBar(done, total)),
    });
  const result = await timeBuild({ folder: stateFolder(context), clock, signal }, build);
  terminal.progress('');
  return result;
}

/** "2026-03-05-spring is not public before 2026-03-05 07:00 Europe/Amsterdam". */
export function describeWaiting(
  { slug, publicFrom, isHeld }: SiteResult['waiting'][number],
  timeZone: string,
): string {
  if (isHeld || publicFrom === undefined)
    return `${slug} is not public: its file holds it back ("hold: true").`;
  return `${slug} is not public before ${wallClock(publicFrom, timeZone)}.`;
}

/** "38 pages, 2,135 kB in dist/: 1 issue rendered, 2 unchanged". */
export function describeArchive(context: CommandContext, result: SiteResult): string {
  const { pages, bytes, rendered, kept, indexed } = result;
  const place = relative(context.root, siteFolder(context));
  const changes = [
    rendered.length > 0 && `${plural(rendered.length, 'issue')} rendered`,
    indexed.length > 0 && `${plural(indexed.length, 'index', 'indexes')} made`,
    kept > 0 && `${plural(kept, 'issue')} unchanged`,
  ].filter(Boolean);
  const size = `${plural(pages, 'page')}, ${Math.ceil(bytes / 1000).toLocaleString('en')} kB in ${place}/`;
  return changes.length === 0 ? size : `${size}: ${changes.join(', ')}`;
}

function progressBar(done: number, total: number): string {
  const width = 30;
  const full = Math.round((done / total) * width);
  const bar = '\u2588'.repeat(full) + '\u2591'.repeat(width - full);
  return `Rendering ${bar} ${done.toLocaleString('en')} of ${plural(total, 'issue')}`;
}
