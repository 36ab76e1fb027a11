import { chooseSlugs } from '../content/read-issues.ts';
import { chooseTransport } from '../delivery/transports.ts';
import { skipIssue } from '../dispatches/decide-by-hand.ts';
import { deliverDispatch } from '../dispatches/dispatch-issue.ts';
import { namesOfIssue } from '../dispatches/names-of-issue.ts';
import { reopenTransport } from '../dispatches/open-transport.ts';
import { steerDispatch } from '../dispatches/steer-dispatch.ts';
import type { Steering } from '../dispatches/steering.ts';
import { withStore } from '../dispatches/with-store.ts';
import { diskFiles } from '../foundation/files/disk-files.ts';
import { ProblemError } from '../foundation/problems/problem.ts';
import { Report } from '../foundation/problems/report.ts';
import type { CommandContext, ExitCode } from '../foundation/program/context.ts';
import { askAbout, confirm } from './confirm.ts';
import { describeSteering, showDelivery, showProgress } from './describe-delivery.ts';
import { finishSending } from './finish-sending.ts';
import { openNewsletter } from './open-newsletter.ts';

interface SteeringOptions extends Steering {
  readonly outbox?: boolean;
  readonly yes?: boolean;
  readonly json?: boolean;
}

/**
 * Applies an operator's decision to a dispatch that has begun. A dispatch sends the planned editions, even if
 * the content has changed.
 */
export async function steer(
  context: CommandContext,
  slug: string | undefined,
  options: SteeringOptions,
): Promise<ExitCode> {
  const { terminal, environment } = context;
  const newsletter = await openNewsletter(context);
  const kind = chooseTransport(environment, { trial: options.outbox ?? false });
  return withStore<ExitCode>(context, async (store) => {
    const steered = await steerDispatch(context, store, slug, kind.name, {
      ...options,
      confirm: (doubt) => confirm(context, askAbout(doubt), options.yes),
    });
    const { dispatch, issue = '' } = steered;
    if (!options.json) for (const line of describeSteering(steered)) terminal.print(line);
    if (dispatch === undefined) {
      const { dispatch: _, ...done } = steered;
      if (options.json) terminal.print(JSON.stringify({ ...done, exitCode: 0 }, null, 2));
      return 0;
    }
    const transport = await reopenTransport(context, newsletter, dispatch);
    const delivery = await deliverDispatch(
      context,
      store,
      newsletter,
      dispatch.dispatch,
      transport,
      (progress) => context.reporter.progress(showProgress(progress)),
    );
    context.reporter.progress('');
    if (!options.json) terminal.print(showDelivery(transport.name, delivery));
    const names = await namesOfIssue(context, issue);
    const done = { issue, names, newsletter, transport: kind.name, delivery };
    return finishSending(context, store, done, options);
  });
}

/**
 * Records the decision not to send an issue any more. It never counts as missed, and its remaining deliveries
 * are cancelled.
 */
export async function skip(
  context: CommandContext,
  slug: string | undefined,
  options: SteeringOptions,
): Promise<ExitCode> {
  if (slug === undefined) {
    context.terminal.note('Name the issue to skip: courant send <slug> --skip.');
    return 2;
  }
  const report = new Report();
  const [issue] = await chooseSlugs(diskFiles(context.root), [slug], report);
  if (issue === undefined) throw new ProblemError(report.problems);
  const kind = chooseTransport(context.environment, { trial: options.outbox ?? false });
  const names = await namesOfIssue(context, issue);
  await withStore(context, (store) => skipIssue(store, names, kind.name, context.clock().getTime()));
  if (options.json) context.terminal.print(JSON.stringify({ skipped: issue, exitCode: 0 }, null, 2));
  else context.terminal.print(`${issue} is skipped: no run sends it, and it does not count as missed.`);
  return 0;
}
