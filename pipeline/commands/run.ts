import { join, relative } from 'node:path';
import { openIssue } from '../check/open-publication.ts';
import { chooseSlugs } from '../content/read-issues.ts';
import { chooseTransport } from '../delivery/transports.ts';
import { isPublished, latest } from '../dispatches/choose-issue.ts';
import { showEnd, showPlan } from '../dispatches/describe-delivery.ts';
import { dispatchIssue, openTransport } from '../dispatches/dispatch-issue.ts';
import { withStore } from '../dispatches/with-store.ts';
import { diskFiles } from '../foundation/files/disk-files.ts';
import { problemsToJson } from '../foundation/problems/print-problems.ts';
import { Report } from '../foundation/problems/report.ts';
import { type CommandContext, type ExitCode, stateFolder } from '../foundation/program/context.ts';
import { countProblems, plural, reportProblems } from '../foundation/program/report-problems.ts';
import { paint } from '../foundation/program/terminal.ts';
import { readNewsletter } from '../publication/newsletter/read-newsletter.ts';
import { describeArchive, writeArchive } from './archive.ts';

export interface RunOptions {
  readonly json?: boolean;
}

/**
 * The main job, which a schedule runs: check, build, archive, and dispatch what is due. The archive comes before
 * the mail that points at it; with an error anywhere, neither is touched.
 */
export async function run(context: CommandContext, options: RunOptions): Promise<ExitCode> {
  const { terminal } = context;
  const say = (stage: string, text: string) => {
    if (!options.json) terminal.print(`${paint(terminal, 'bold', stage.padEnd(8))} ${text}`);
  };
  const result: Record<string, unknown> = {};
  const finish = (code: ExitCode): ExitCode => {
    if (options.json) terminal.print(JSON.stringify(result, null, 2));
    return code;
  };
  const files = diskFiles(context.root);
  const report = new Report();
  const slugs = await chooseSlugs(files, [], report);
  const site = slugs.length === 0 ? undefined : await writeArchive(context);
  const problems = site?.problems ?? report.problems;
  result['problems'] = problemsToJson(problems);
  if (!options.json) reportProblems(context, problems);
  say('check', `${plural(slugs.length, 'issue')}: ${countProblems(problems)}`);
  // What is wrong with the configuration was told with all the rest.
  const newsletter = await readNewsletter(files, new Report());
  if (newsletter === undefined || !site?.isPublished) return finish(1);
  const { entries } = site;
  say('build', plural(entries.flatMap(({ editions }) => editions).length, 'edition'));
  result['archive'] = { files: site.files };
  say('archive', describeArchive(context, site));

  const { describeRetention, keepRetention } = await import('../dispatches/keep-retention.ts');
  const kept = await keepRetention(context, newsletter);
  result['retention'] = kept;
  if (describeRetention(kept) !== '') say('keep', describeRetention(kept));

  const kind = chooseTransport(context.environment);
  if (kind.reachesPeople) {
    const { dispatchDue } = await import('../dispatches/dispatch-due.ts');
    return finish(await dispatchDue(context, newsletter, entries, { say, result }));
  }
  const chosen = latest(entries.filter((entry) => isPublished(entry, newsletter.languages.source)));
  if (chosen === undefined) {
    say('send', 'No issue is ready.');
    return finish(0);
  }
  const { slug } = chosen;
  const { publication, issue } = await openIssue(context, slug);
  const { plan, report: delivery } = await withStore(context, async (store) =>
    dispatchIssue(context, store, publication, issue, await openTransport(context, newsletter, kind, slug)),
  );
  result['dispatch'] = { plan, delivery };
  say('send', slug);
  if (!options.json) for (const line of showPlan(plan)) terminal.print(line);
  if (delivery) say('', showEnd(plan, delivery));
  say('', `messages in ${relative(context.root, join(stateFolder(context), 'outbox', slug))}/`);
  return finish(delivery?.end === 'finished' ? 0 : 1);
}
