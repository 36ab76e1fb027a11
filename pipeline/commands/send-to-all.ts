import { existsSync } from 'node:fs';
import { relative } from 'node:path';
import type { DispatchPlan } from '../delivery/plan/plan-dispatch.ts';
import { chooseTransport } from '../delivery/transports.ts';
import { checkBeforeSending } from '../dispatches/check-before-sending.ts';
import { dispatchIssue } from '../dispatches/dispatch-issue.ts';
import { openTransport } from '../dispatches/open-transport.ts';
import { refuseHeld } from '../dispatches/refuse-held.ts';
import { withStore } from '../dispatches/with-store.ts';
import type { IssueToSend } from '../editions/issue-to-send.ts';
import { plural } from '../foundation/problems/plural.ts';
import { fail } from '../foundation/problems/problem.ts';
import type { CommandContext, ExitCode } from '../foundation/program/context.ts';
import type { Newsletter } from '../publication/newsletter/newsletter-schema.ts';
import { confirm } from './confirm.ts';
import { showEnd, showPlan, showProgress } from './describe-delivery.ts';
import { finishSending } from './finish-sending.ts';
import type { SendOptions } from './send-options.ts';

/** Sends an issue to its audience, after it has shown the plan and a person has confirmed it. */
export async function sendToAll(
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
