import { existsSync } from 'node:fs';
import { relative } from 'node:path';
import type { DispatchPlan } from '../delivery/plan/plan-dispatch.ts';
import { chooseTransport } from '../delivery/transports.ts';
import { checkBeforeSending } from '../dispatches/check-before-sending.ts';
import { dispatchIssue } from '../dispatches/dispatch-issue.ts';
import { openTransport } from '../dispatches/open-transport.ts';
import { refuseHeld } from '../dispatches/refuse-held.ts';
import { isSteering, type Steering } from '../dispatches/steer-dispatch.ts';
import { withStore } from '../dispatches/with-store.ts';
import type { IssueToSend } from '../editions/issue-to-send.ts';
import { plural } from '../foundation/problems/plural.ts';
import { problemsToJson } from '../foundation/problems/print-problems.ts';
import { fail, hasErrors } from '../foundation/problems/problem.ts';
import type { CommandContext, ExitCode } from '../foundation/program/context.ts';
import { exitCodeFor, reportProblems } from '../foundation/program/report-problems.ts';
import type { Newsletter } from '../publication/newsletter/newsletter-schema.ts';
import { confirm } from './confirm.ts';
import { showEnd, showPlan, showProgress } from './describe-delivery.ts';
import { finishSending } from './finish-sending.ts';
import { openToSend } from './open-to-send.ts';

interface SendOptions extends Steering {
  readonly dryRun?: boolean;
  readonly test?: string;
  readonly locale?: string;
  readonly name?: string;
  readonly outbox?: boolean;
  readonly correction?: boolean;
  readonly skipPublicCheck?: boolean;
  readonly yes?: boolean;
  /** Records that the issue should not be sent any more. */
  readonly skip?: boolean;
  readonly json?: boolean;
}

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
  const { report, newsletter, issue } = await openToSend(context, slug);
  if (newsletter === undefined || hasErrors(report.problems)) {
    if (options.json) terminal.print(JSON.stringify({ problems: problemsToJson(report.problems) }, null, 2));
    else reportProblems(context, report.problems);
    return exitCodeFor(report.problems);
  }
  if (!options.json) reportProblems(context, report.problems);
  if (issue === undefined) fail('issue-not-ready', { slug });
  if (options.test !== undefined) {
    const { sendOne } = await import('./send-one.ts');
    return sendOne(context, newsletter, issue, options.test, options);
  }

  const isReady = issue.editions.some(
    ({ edition, status }) => edition.locale === issue.issue.source && status === 'ready',
  );
  if (!isReady) fail('issue-not-ready', { slug: issue.issue.slug });
  return sendAll(context, newsletter, issue, options);
}

async function sendAll(
  context: CommandContext,
  newsletter: Newsletter,
  issue: IssueToSend,
  options: SendOptions,
): Promise<ExitCode> {
  const { terminal, environment } = context;
  const { slug, aliases, hold, expires } = issue.issue;
  const kind = chooseTransport(environment, { trial: options.outbox ?? false });
  if (kind.reachesPeople && expires !== undefined && expires <= context.clock().getTime()) {
    fail('issue-expired', { issue: slug, expired: new Date(expires).toISOString() });
  }
  const approve = async (plan: DispatchPlan): Promise<boolean> => {
    const total = plan.total + plan.late;
    if (!options.json) {
      terminal.print(`${slug}: ${plural(total, 'message')} to be delivered ${kind.way}`);
      for (const line of showPlan(plan)) terminal.print(line);
    }
    if (options.dryRun || !kind.reachesPeople) return true;
    const { skipPublicCheck = false, yes } = options;
    await checkBeforeSending(context, { newsletter }, issue, {
      skipPublicCheck: skipPublicCheck || total === 0,
    });
    const question = `Send it to ${plural(total, 'person', 'people')}?`;
    if (total > 0) await confirm(context, question, yes);
    return true;
  };
  return withStore(context, async (store) => {
    const names = [slug, ...aliases];
    await refuseHeld(context, store, slug, { names, isHeld: hold });
    const transport = await openTransport(context, newsletter, kind, slug);
    const { plan, report } = await dispatchIssue(context, store, { newsletter }, issue, transport, {
      correction: options.correction ?? false,
      dryRun: options.dryRun ?? false,
      approve,
      onProgress: (progress) => context.reporter.progress(showProgress(progress)),
    });
    context.reporter.progress('');
    if (report && !options.json) {
      terminal.print(showEnd(plan, report));
      // The messages of a renamed issue are in the folder of the name under which they were sent.
      if (transport.folder && existsSync(transport.folder))
        terminal.print(`messages in ${relative(context.root, transport.folder)}/`);
    }
    return finishSending(
      context,
      store,
      { issue: slug, names, newsletter, transport: kind.name, plan, delivery: report },
      options,
    );
  });
}
