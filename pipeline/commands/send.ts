import { relative } from 'node:path';
import { openPublication } from '../check/open-publication.ts';
import type { ReadIssue } from '../content/read-issues.ts';
import type { DispatchPlan } from '../delivery/plan/plan-dispatch.ts';
import { smtp } from '../delivery/smtp/smtp.ts';
import { chooseTransport } from '../delivery/transports.ts';
import { isSendable, latest } from '../dispatches/choose-issue.ts';
import { showDelivery, showEnd, showPlan } from '../dispatches/describe-delivery.ts';
import {
  deliverDispatch,
  dispatchIssue,
  openTransport,
  reopenTransport,
} from '../dispatches/dispatch-issue.ts';
import { readyForSmtp } from '../dispatches/send-by-smtp.ts';
import { isSteering, type Steering, steerDispatch } from '../dispatches/steer-dispatch.ts';
import { withStore } from '../dispatches/with-store.ts';
import type { RenderedEdition, RenderedIssue } from '../editions/render-editions.ts';
import { diskFiles } from '../foundation/files/disk-files.ts';
import { problemsToJson } from '../foundation/problems/print-problems.ts';
import { fail, hasErrors, ProblemError } from '../foundation/problems/problem.ts';
import { Report } from '../foundation/problems/report.ts';
import type { CommandContext, ExitCode } from '../foundation/program/context.ts';
import { exitCodeFor, plural, reportProblems } from '../foundation/program/report-problems.ts';
import { matchEdition } from '../publication/locales/language-tag.ts';
import { readNewsletter } from '../publication/newsletter/read-newsletter.ts';
import type { Publication } from '../publication/publication.ts';

export interface SendOptions extends Steering {
  readonly dryRun?: boolean;
  readonly test?: string;
  readonly locale?: string;
  readonly name?: string;
  readonly outbox?: boolean;
  readonly correction?: boolean;
  readonly skipPublicCheck?: boolean;
  readonly json?: boolean;
}

/** Sends an issue, the latest ready one unless one is named: to its audience, or as a test to one address. */
export async function send(
  context: CommandContext,
  slug: string | undefined,
  options: SendOptions,
): Promise<ExitCode> {
  const { terminal } = context;
  if (isSteering(options)) return goOn(context, slug, options);
  const { report, publication, rendered } =
    slug === undefined
      ? await openPublication(context, [], onlyLatest)
      : await openPublication(context, [slug]);
  if (publication === undefined || hasErrors(report.problems)) {
    if (options.json) terminal.print(JSON.stringify({ problems: problemsToJson(report.problems) }, null, 2));
    else reportProblems(context, report.problems);
    return exitCodeFor(report.problems);
  }
  if (!options.json) reportProblems(context, report.problems);
  const [issue] = rendered;
  if (issue === undefined) fail('issue-not-ready', { slug });
  if (options.test !== undefined) return sendOne(context, publication, issue, options.test, options);

  const isReady = issue.editions.some(
    ({ edition, status }) => edition.locale === issue.issue.source && status === 'ready',
  );
  if (!isReady) fail('issue-not-ready', { slug: issue.issue.slug });
  return sendAll(context, publication, issue, options);
}

/** The issue that is sent when none is named. */
function onlyLatest(issues: readonly ReadIssue[]): readonly ReadIssue[] {
  const sendable = issues.flatMap(({ issue }) => (issue && isSendable(issue) ? issue : []));
  const slug = latest(sendable)?.slug;
  return issues.filter((issue) => issue.slug === slug);
}

async function sendAll(
  context: CommandContext,
  publication: Publication,
  issue: RenderedIssue,
  options: SendOptions,
): Promise<ExitCode> {
  const { terminal, environment } = context;
  const { slug } = issue.issue;
  const kind = chooseTransport(environment, { trial: options.outbox ?? false });
  const { expires } = issue.issue;
  if (kind.reachesPeople && expires !== undefined && expires <= context.clock().getTime()) {
    fail('issue-expired', { issue: slug, expired: new Date(expires).toISOString() });
  }
  const transport = await openTransport(context, publication.newsletter, kind, slug);
  const approve = async (plan: DispatchPlan): Promise<boolean> => {
    if (!options.json) {
      terminal.print(`${slug}: ${plural(plan.total, 'message')} to be delivered ${kind.way}`);
      for (const line of showPlan(plan)) terminal.print(line);
    }
    if (options.dryRun) return false;
    if (kind.reachesPeople) await readyForSmtp(context, publication, issue, plan, options);
    return true;
  };
  const { plan, report } = await withStore(context, (store) =>
    dispatchIssue(context, store, publication, issue, transport, {
      correction: options.correction ?? false,
      approve,
    }),
  );
  if (options.json) terminal.print(JSON.stringify({ plan, delivery: report }, null, 2));
  if (report === undefined) return 0;
  if (!options.json) {
    terminal.print(showEnd(plan, report));
    if (transport.folder) terminal.print(`messages in ${relative(context.root, transport.folder)}/`);
    reportProblems(context, report.problems);
  }
  return report.end === 'finished' ? 0 : 1;
}

/** A person's word on a dispatch that has begun. What was planned is what is sent: content is not looked at again. */
async function goOn(
  context: CommandContext,
  slug: string | undefined,
  options: SendOptions,
): Promise<ExitCode> {
  const { terminal, environment } = context;
  const report = new Report();
  const newsletter = await readNewsletter(diskFiles(context.root), report);
  if (newsletter === undefined) throw new ProblemError(report.problems);
  const kind = chooseTransport(environment, { trial: options.outbox ?? false });
  return withStore<ExitCode>(context, async (store) => {
    const dispatch = await steerDispatch(context, store, slug, kind.name, options);
    if (dispatch === undefined) return 0;
    const transport = await reopenTransport(context, newsletter, dispatch);
    const delivery = await deliverDispatch(context, store, newsletter, dispatch.dispatch, transport);
    if (options.json) terminal.print(JSON.stringify({ delivery }, null, 2));
    else terminal.print(showDelivery(transport.name, delivery));
    reportProblems(context, delivery.problems);
    return delivery.end === 'finished' ? 0 : 1;
  });
}

/** One edition to one address, outside of the ledger: drafts may be tried too, as often as one likes. */
async function sendOne(
  context: CommandContext,
  publication: Publication,
  issue: RenderedIssue,
  address: string,
  options: SendOptions,
): Promise<ExitCode> {
  const { edition } = chooseEdition(issue, options.locale, publication.newsletter.languages.source);
  const transport = await openTransport(context, publication.newsletter, smtp, 'test');
  const { composeTest } = await import('../dispatches/compose-test.ts');
  const { sendTest } = await import('../delivery/send-test.ts');
  const message = await composeTest(context, publication.newsletter, edition, {
    address,
    name: options.name,
  });
  const reply = await sendTest(transport, message);
  const result = { issue: edition.issue, locale: edition.locale, messageId: message.messageId, reply };
  if (options.json) context.terminal.print(JSON.stringify(result, null, 2));
  else
    context.terminal.print(
      `The ${edition.locale} edition of ${edition.issue} was accepted by the server for ${address}.`,
    );
  return 0;
}

function chooseEdition(
  { issue, editions }: RenderedIssue,
  wanted: string | undefined,
  source: string,
): RenderedEdition {
  const known = editions.map(({ edition }) => edition.locale);
  const locale = wanted === undefined ? source : matchEdition(wanted, known);
  const found = editions.find(({ edition }) => edition.locale === locale);
  if (found === undefined)
    return fail('edition-unknown', { locale: wanted ?? source, issue: issue.slug, known });
  return found;
}
