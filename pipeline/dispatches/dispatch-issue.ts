import { join } from 'node:path';
import type { DeliveryReport } from '../delivery/deliver.ts';
import type { BegunDispatch } from '../delivery/dispatch-state.ts';
import type { DispatchPlan, DispatchRequest } from '../delivery/plan/plan-dispatch.ts';
import type { Transport, TransportName } from '../delivery/transport.ts';
import type { RenderedIssue } from '../editions/render-editions.ts';
import { domainOf } from '../foundation/addresses/domain-of.ts';
import { diskFiles } from '../foundation/files/disk-files.ts';
import { fail } from '../foundation/problems/problem.ts';
import { type CommandContext, stateFolder } from '../foundation/program/context.ts';
import type { Newsletter } from '../publication/newsletter/newsletter-schema.ts';
import type { Publication } from '../publication/publication.ts';
import type { Store } from '../store/store.ts';
import { showProgress } from './describe-delivery.ts';
import { openSmtp } from './send-by-smtp.ts';

export interface DispatchOptions {
  /** A new revision to everybody. */
  readonly correction?: boolean;
  /** Asked once the plan stands and before anything is written; false ends it there. */
  readonly approve?: (plan: DispatchPlan) => Promise<boolean>;
}

export interface DispatchResult {
  readonly plan: DispatchPlan;
  /** Undefined when the plan was not carried out. */
  readonly report: DeliveryReport | undefined;
}

/** Plans the dispatch of an issue, and carries it out. */
export async function dispatchIssue(
  context: CommandContext,
  store: Store,
  publication: Publication,
  rendered: RenderedIssue,
  transport: Transport,
  options: DispatchOptions = {},
): Promise<DispatchResult> {
  const { planDispatch } = await import('../delivery/plan/plan-dispatch.ts');
  const { recordPlan } = await import('../delivery/plan/record-plan.ts');
  if (transport.name === 'outbox') await addSamples(context, store);

  const request = requestFor(publication, rendered, transport.name, options.correction);
  const plan = await planDispatch(store, request, context.clock().getTime());
  if (options.approve && !(await options.approve(plan))) return { plan, report: undefined };

  const { newsletter } = publication;
  const { sender } = newsletter;
  const clock = () => context.clock().getTime();
  const messageDomain = domainOf(sender.address);
  const { dispatch } = await recordPlan(store, plan, request, { messageDomain, clock });
  return { plan, report: await deliverDispatch(context, store, newsletter, dispatch, transport) };
}

/** Delivers what a dispatch has planned; it may have been planned long ago, and begun by others. */
export async function deliverDispatch(
  context: CommandContext,
  store: Store,
  newsletter: Newsletter,
  dispatch: number,
  transport: Transport,
): Promise<DeliveryReport> {
  const { deliver } = await import('../delivery/deliver.ts');
  const { composerFor, deliverySettings } = await import('./delivery-options.ts');
  const report = await deliver({
    store,
    dispatch,
    transport,
    composerFor: await composerFor(context, newsletter),
    settings: await deliverySettings(newsletter),
    signal: context.signal,
    clock: () => context.clock().getTime(),
    onProgress: (progress) => context.terminal.progress(showProgress(progress)),
  });
  context.terminal.progress('');
  return report;
}

/** What is asked of the ledger: the editions that are ready now, and what becomes of the readers of others. */
export function requestFor(
  { newsletter }: Publication,
  { issue, editions }: RenderedIssue,
  transport: TransportName,
  correction = false,
): DispatchRequest {
  const { languages } = newsletter;
  const ready = editions.filter(({ status }) => status === 'ready');
  const withdrawn = editions.find(({ article }) => article.withdrawn !== undefined);
  if (withdrawn) fail('issue-withdrawn', { issue: issue.slug });
  return {
    issue: issue.slug,
    transport,
    ready: ready.map(({ edition }) => edition),
    configured: languages.editions,
    source: languages.source,
    missing: languages.missingTranslation,
    correction,
    lists: issue.lists,
  };
}

const samples = 'content/subscribers.sample.csv';

/** The outbox has sample readers to try things out with; they count only while there are no others. */
export async function addSamples(context: CommandContext, store: Store): Promise<void> {
  const bytes = await diskFiles(context.root).read(samples);
  if (bytes === undefined) return;
  const { importSubscribers } = await import('../subscribers/import-subscribers.ts');
  const { problems } = await importSubscribers(store, {
    bytes,
    file: samples,
    source: 'sample',
    clock: () => context.clock().getTime(),
  });
  for (const { file, line, message } of problems) context.terminal.note(`${file}:${line}  ${message}`);
}

/**
 * The transport of a dispatch that has begun, for what is left of it. By SMTP its links must go on being good: fails
 * with `secret-missing`, or as `openSmtp`.
 */
export async function reopenTransport(
  context: CommandContext,
  newsletter: Newsletter,
  { issue, transport }: BegunDispatch,
): Promise<Transport> {
  if (transport === 'outbox') return openOutbox(context, issue);
  const smtp = await openSmtp(context, newsletter);
  if (!context.environment['COURANT_SECRET']) fail('secret-missing', {});
  return smtp;
}

/** The transport that stands in for the mail server: messages become files. */
export async function openOutbox(context: CommandContext, slug: string): Promise<Transport> {
  const { createOutbox } = await import('../delivery/outbox.ts');
  return createOutbox(join(stateFolder(context), 'outbox', slug));
}
