import { chooseSlugs } from '../content/read-issues.ts';
import { dispatchDue } from '../dispatches/dispatch-due.ts';
import { entryAsDated } from '../dispatches/read-standings.ts';
import { withStore } from '../dispatches/with-store.ts';
import { diskFiles } from '../foundation/files/disk-files.ts';
import { plural } from '../foundation/problems/plural.ts';
import { problemsToJson } from '../foundation/problems/print-problems.ts';
import { hasErrors } from '../foundation/problems/problem.ts';
import { Report } from '../foundation/problems/report.ts';
import type { CommandContext, ExitCode } from '../foundation/program/context.ts';
import { countProblems, reportProblems } from '../foundation/program/report-problems.ts';
import { paint } from '../foundation/program/terminal.ts';
import { minute } from '../foundation/time/durations.ts';
import { parseDuration } from '../foundation/time/parse-duration.ts';
import type { Newsletter } from '../publication/newsletter/newsletter-schema.ts';
import { readNewsletter } from '../publication/newsletter/read-newsletter.ts';
import type { SiteResult } from '../site/site-result.ts';
import type { SiteOptions } from '../site/start-build.ts';
import { alertPeople, findExpiring } from './alert-people.ts';
import { describeArchive, describeWaiting, writeArchive } from './archive.ts';
import { describeReading } from './describe-reading.ts';
import { describeRetention } from './describe-retention.ts';
import { describeStandings } from './describe-standing.ts';
import { openDue } from './open-to-send.ts';
import {
  codeOf,
  dispatchedToJson,
  dispatchPrinter,
  openEndsToJson,
  printOpenEnds,
  type StagePrinter,
} from './print-dispatch.ts';
import { tellEditors } from './tell-editors.ts';

export interface RunOptions {
  readonly json?: boolean;
}

/**
 * The main job, which a schedule runs: check, build, archive, and dispatch what is due. The archive is built
 * before the mail that links to it is sent. An issue with an error stays as it was, and the others are
 * published and sent. With an error in the shared files, nothing changes.
 */
export async function run(context: CommandContext, { json }: RunOptions): Promise<ExitCode> {
  const { say, result, finish } = createStages(context, json);
  const built = await buildSite(context, say, result, { skipBroken: true });
  if (built === undefined) return finish(1);
  const { newsletter, site } = built;

  const { keepRetention } = await import('../dispatches/keep-retention.ts');
  const kept = await keepRetention(context, newsletter);
  result['retention'] = kept;
  if (describeRetention(kept) !== '') say('keep', describeRetention(kept));

  result['feedback'] = await readSources(context, newsletter, say);
  for (const slug of site.broken)
    say('', `${slug} has errors: its pages stay as they were, and its mail is not sent.`);
  const { notices, next: nextNotice } = await tellEditors(context, newsletter, say);
  result['notices'] = notices;
  const issues = site.entries.filter(({ slug }) => !site.broken.includes(slug)).map(entryAsDated);
  const readAt = context.clock().getTime();
  const { standings, dispatched, problems, next, ...due } = await withStore(context, (store) =>
    dispatchDue(context, store, {
      newsletter,
      issues,
      nextNotice,
      open: (slug) => openDue(context, slug),
      ...dispatchPrinter(context, say),
    }),
  );
  const open = [...due.open, ...(await findExpiring(context, newsletter))];
  const { lines, data } = describeStandings(standings, newsletter.timeZone, context.clock().getTime());
  const reported = new Set(dispatched.flatMap((each) => each.problems.map(({ code }) => code)));
  const unreported = problems.filter(({ code }) => !reported.has(code));
  reportProblems(context, unreported);
  result['problems'] = [...(result['problems'] as unknown[]), ...problemsToJson(unreported)];
  if (dispatched.length === 0) say('send', 'Nothing is due.');
  for (const line of lines) say('', line);
  if (!json) printOpenEnds(context, say, open);
  result['alerts'] = await alertPeople(context, { newsletter, open, readAt }, say);
  result['issues'] = data;
  result['dispatches'] = dispatchedToJson(dispatched);
  result['open'] = openEndsToJson(open);
  result['next'] = next === undefined ? null : new Date(next).toISOString();
  return finish(codeOf(open, dispatched, site.broken.length > 0 || hasErrors(problems)));
}

/**
 * Reads what came back, if there is a place to read it from, and tells `courant work` when to read again: at the
 * same moments on all machines, so that one of them does it. Without a place, it tries the events of webhooks and of
 * `courant receive` again that wait for their delivery.
 */
async function readSources(context: CommandContext, newsletter: Newsletter, say: StagePrinter) {
  const { hasSources, readFeedback, retryWaiting } = await import('../dispatches/read-feedback.ts');
  const isRead = hasSources(context, newsletter);
  const read = isRead ? readFeedback : retryWaiting;
  const reading = await withStore(context, (store) => read(context, store, newsletter));
  if (reading !== undefined && describeReading(reading) !== '') say('back', describeReading(reading));
  if (!isRead) return reading ?? null;
  const every = parseDuration(newsletter.feedback.every) ?? 5 * minute;
  context.tellParent?.({ poll: (Math.floor(context.clock().getTime() / every) + 1) * every });
  return reading;
}

/**
 * The output of a command that has stages: `say` prints the lines of a stage for people; with `json`, `finish`
 * prints the `result` instead.
 */
export function createStages({ terminal }: CommandContext, json: boolean | undefined) {
  const result: Record<string, unknown> = {};
  const say: StagePrinter = (stage, text) => {
    if (!json) terminal.print(`${paint(terminal, 'bold', stage.padEnd(8))} ${text}`);
  };
  const finish = (exitCode: ExitCode): ExitCode => {
    if (json) terminal.print(JSON.stringify({ ...result, exitCode }, null, 2));
    return exitCode;
  };
  return { say, result, finish };
}

/** Checks everything and updates the site. Undefined when an error left the site as it was. */
export async function buildSite(
  context: CommandContext,
  say: StagePrinter,
  result: Record<string, unknown>,
  options: Pick<SiteOptions, 'skipBroken'> = {},
): Promise<{ readonly newsletter: Newsletter; readonly site: SiteResult } | undefined> {
  const files = diskFiles(context.root);
  const report = new Report();
  const slugs = await chooseSlugs(files, [], report);
  const site = slugs.length === 0 ? undefined : await writeArchive(context, options);
  if (context.signal.aborted && !site?.isPublished) {
    context.terminal.note('Stopped before the work was done.');
    return undefined;
  }
  const problems = site?.problems ?? report.problems;
  result['problems'] = problemsToJson(problems);
  reportProblems(context, problems);
  say('check', `${plural(slugs.length, 'issue')}: ${countProblems(problems)}`);
  // The report of the site includes the problems of the configuration.
  const newsletter = await readNewsletter(files, new Report());
  if (newsletter === undefined || !site?.isPublished) return undefined;
  say('build', plural(site.entries.flatMap(({ editions }) => editions).length, 'edition'));
  result['archive'] = { files: site.files };
  say('archive', describeArchive(context, site));
  for (const issue of site.waiting) say('', describeWaiting(issue, newsletter.timeZone));
  return { newsletter, site };
}
