import { isSteering } from '../dispatches/steering.ts';
import { problemsToJson } from '../foundation/problems/print-problems.ts';
import { fail, hasErrors } from '../foundation/problems/problem.ts';
import type { CommandContext, ExitCode } from '../foundation/program/context.ts';
import { exitCodeFor, reportProblems } from '../foundation/program/report-problems.ts';
import { openToSend } from './open-to-send.ts';
import type { SendOptions } from './send-options.ts';

/** Sends an issue, by default the latest ready one: to its audience, or as a test to one address. */
export async function send(
  context: CommandContext,
  slug: string | undefined,
  options: SendOptions,
): Promise<ExitCode> {
  const { terminal } = context;
  if (options.skip || isSteering(options)) {
    const { skip, steer } = await import('./steer.ts');
    return options.skip ? skip(context, slug, options) : steer(context, slug, options);
  }
  const { problems, newsletter, issue } = await openToSend(context, slug);
  if (context.signal.aborted) {
    terminal.note('Stopped. Nothing was planned or sent.');
    return 1;
  }
  if (newsletter === undefined || hasErrors(problems)) {
    if (options.json) terminal.print(JSON.stringify({ problems: problemsToJson(problems) }, null, 2));
    else reportProblems(context, problems);
    return exitCodeFor(problems);
  }
  if (!options.json) reportProblems(context, problems);
  if (issue === undefined) fail('issue-not-ready', { slug });
  if (options.test !== undefined) {
    const { sendOne } = await import('./send-one.ts');
    return sendOne(context, newsletter, issue, options.test, options);
  }

  const isReady = issue.editions.some(
    ({ edition, status }) => edition.locale === issue.issue.source && status === 'ready',
  );
  if (!isReady) fail('issue-not-ready', { slug: issue.issue.slug });
  // The code that sends loads after the issue is rendered, so that this process is small until then.
  const { sendToAll } = await import('./send-to-all.ts');
  return sendToAll(context, newsletter, issue, options);
}
