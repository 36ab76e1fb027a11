import { join, relative } from 'node:path';
import { problemsToJson } from '../problems/print-problems.ts';
import { hasErrors } from '../problems/problem.ts';
import { describeArchive, writeArchive } from './archive.ts';
import { type CommandContext, type ExitCode, stateFolder } from './context.ts';
import { showEnd, showPlan } from './describe-delivery.ts';
import { dispatchIssue, openOutbox } from './dispatch-issue.ts';
import { latestReady, openPublication } from './open-publication.ts';
import { countProblems, exitCodeFor, plural, reportProblems } from './report-problems.ts';
import { paint } from './terminal.ts';
import { withStore } from './with-store.ts';

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
  const { report, publication, issues, rendered } = await openPublication(context, []);
  const result: Record<string, unknown> = { problems: problemsToJson(report.problems) };
  const finish = (code: ExitCode): ExitCode => {
    if (options.json) terminal.print(JSON.stringify(result, null, 2));
    return code;
  };
  if (!options.json) reportProblems(context, report.problems);
  const editions = rendered.flatMap((each) => each.editions);
  say('check', `${plural(issues.length, 'issue')}: ${countProblems(report.problems)}`);
  if (publication === undefined || hasErrors(report.problems)) return finish(exitCodeFor(report.problems));
  say('build', plural(editions.length, 'edition'));

  const site = await writeArchive(context);
  result['archive'] = { files: site.files };
  say('archive', describeArchive(context, site));

  const { describeRetention, keepRetention } = await import('./keep-retention.ts');
  const kept = await keepRetention(context, publication.newsletter);
  result['retention'] = kept;
  if (describeRetention(kept) !== '') say('keep', describeRetention(kept));

  if (context.environment['SMTP_URL']) {
    const { dispatchDue } = await import('./dispatch-due.ts');
    return finish(await dispatchDue(context, publication, rendered, { say, result }));
  }
  const latest = latestReady(rendered);
  if (latest === undefined) {
    say('send', 'No issue is ready.');
    return finish(0);
  }
  const { slug } = latest.issue;
  const { plan, report: delivery } = await withStore(context, async (store) =>
    dispatchIssue(context, store, publication, latest, await openOutbox(context, slug)),
  );
  result['dispatch'] = { plan, delivery };
  say('send', slug);
  if (!options.json) for (const line of showPlan(plan)) terminal.print(line);
  if (delivery) say('', showEnd(plan, delivery));
  say('', `messages in ${relative(context.root, join(stateFolder(context), 'outbox', slug))}/`);
  return finish(delivery?.end === 'finished' ? 0 : 1);
}
