import type { DeliveryReport } from '../delivery/deliver.ts';
import { replanLate } from '../delivery/ledger/late.ts';
import { countStates } from '../delivery/ledger/state.ts';
import type { DispatchPlan, DispatchRequest } from '../delivery/plan/plan-dispatch.ts';
import type { DeliveryProgress } from '../delivery/run/progress.ts';
import type { Transport, TransportTraits } from '../delivery/transport/transport.ts';
import type { IssueToSend } from '../editions/issue-to-send.ts';
import { domainOf } from '../foundation/addresses/domain-of.ts';
import { diskFiles } from '../foundation/files/disk-files.ts';
import { fail } from '../foundation/problems/problem.ts';
import type { ProgramContext } from '../foundation/program/context.ts';
import { limitYoungGeneration } from '../foundation/program/young-generation.ts';
import type { Newsletter } from '../publication/newsletter/newsletter-schema.ts';
import type { Publication } from '../publication/publication.ts';
import type { IssueTimes } from '../schedule/delivery-times.ts';
import type { Store } from '../store/store.ts';
import type { SuppressionList } from '../subscribers/suppression-list.ts';
import { type LedgerState, withLedgerState } from './open-ledger-state.ts';
import { refuseRenamed } from './refuse-renamed.ts';

/** Called with the progress of a dispatch, several times a second. */
export type OnProgress = (progress: DeliveryProgress) => void;

export interface DispatchOptions {
  /** Sends a new revision to everybody. */
  readonly correction?: boolean;
  /** Only plans, and writes nothing. */
  readonly dryRun?: boolean;
  /** When each reader may get an issue that is sent by its schedule. When left out, everybody gets it now. */
  readonly times?: IssueTimes | undefined;
  /** Called with the plan before anything is written. Returning false stops the dispatch. */
  readonly approve?: (plan: DispatchPlan) => Promise<boolean>;
  /** Called with the number of the dispatch when the plan is in the ledger, before anything is delivered. */
  readonly onRecorded?: (dispatch: number) => void;
  readonly onProgress?: OnProgress;
}

export interface DispatchResult {
  readonly plan: DispatchPlan;
  /** Undefined when the plan was not carried out. */
  readonly report: DeliveryReport | undefined;
}

/**
 * Plans the dispatch of an issue and delivers it. If the signal is aborted before the plan is in the ledger, it rejects with
 * the reason, and nothing is planned.
 */
export async function dispatchIssue(
  context: ProgramContext,
  store: Store,
  publication: Pick<Publication, 'newsletter'>,
  rendered: IssueToSend,
  transport: Transport,
  options: DispatchOptions = {},
): Promise<DispatchResult> {
  const { planDispatch } = await import('../delivery/plan/plan-dispatch.ts');
  const { recordPlan } = await import('../delivery/plan/record-plan.ts');
  const { newsletter } = publication;
  return withLedgerState(context, store, stateOptions(transport, newsletter), async (state) => {
    const { suppressions } = state;
    const needsSamples = !transport.reachesPeople;
    if (!needsSamples) await state.mark.check();
    else if (!options.dryRun) await addSamples(context, store, suppressions);

    const { pace } = await (await import('./delivery-options.ts')).deliverySettings(newsletter);
    const { times } = options;
    const request = { ...requestFor(publication, rendered, transport, options.correction), times, pace };
    await refuseRenamed(context, store, request);
    const plan =
      needsSamples && options.dryRun
        ? await planWithSamples(context, store, request, suppressions)
        : await planDispatch(store, request, context.clock().getTime());
    const isApproved = options.approve === undefined || (await options.approve(plan));
    if (options.dryRun || !isApproved) return { plan, report: undefined };

    const { sender } = newsletter;
    const clock = () => context.clock().getTime();
    const messageDomain = domainOf(sender.address);
    const { signal } = context;
    const { dispatch } = await recordPlan(store, plan, request, { messageDomain, clock, signal });
    if (dispatch === undefined) return { plan, report: nothingToDeliver };
    if (plan.late > 0) await replanLate(store, dispatch, clock());
    options.onRecorded?.(dispatch);
    return {
      plan,
      report: await deliverWith(state, context, store, newsletter, dispatch, transport, options.onProgress),
    };
  });
}

/** Plans a dispatch without recording it. Writes nothing. */
export async function planIssue(
  context: ProgramContext,
  store: Store,
  publication: Pick<Publication, 'newsletter'>,
  rendered: IssueToSend,
  transport: TransportTraits,
  { times }: Pick<DispatchOptions, 'times'> = {},
): Promise<DispatchPlan> {
  const { pace } = await (await import('./delivery-options.ts')).deliverySettings(publication.newsletter);
  const request = { ...requestFor(publication, rendered, transport), times, pace };
  const { reachesPeople } = transport;
  if (reachesPeople) {
    const { planDispatch } = await import('../delivery/plan/plan-dispatch.ts');
    return planDispatch(store, request, context.clock().getTime());
  }
  return withLedgerState(context, store, { reachesPeople, mustCatchUp: false }, ({ suppressions }) =>
    planWithSamples(context, store, request, suppressions),
  );
}

/** Plans as if the sample readers were in the ledger, for a transport that reaches nobody. Writes nothing. */
async function planWithSamples(
  context: ProgramContext,
  store: Store,
  request: DispatchRequest,
  suppressions: SuppressionList,
): Promise<DispatchPlan> {
  const { planDispatch } = await import('../delivery/plan/plan-dispatch.ts');
  const { tryOut } = await import('../store/try-out.ts');
  return tryOut(store, async (inside) => {
    await addSamples(context, inside, suppressions);
    return planDispatch(inside, request, context.clock().getTime());
  });
}

const nothingToDeliver: DeliveryReport = {
  end: 'finished',
  accepted: 0,
  suppressed: 0,
  undecided: 0,
  counts: countStates([]),
  nextAt: undefined,
  reason: undefined,
  problems: [],
};

/** Delivers a planned dispatch, which another process may have planned long ago. */
export async function deliverDispatch(
  context: ProgramContext,
  store: Store,
  newsletter: Newsletter,
  dispatch: number,
  transport: Transport,
  onProgress?: OnProgress,
): Promise<DeliveryReport> {
  return withLedgerState(context, store, stateOptions(transport, newsletter), (state) =>
    deliverWith(state, context, store, newsletter, dispatch, transport, onProgress),
  );
}

async function deliverWith(
  { mark, suppressions }: LedgerState,
  context: ProgramContext,
  store: Store,
  newsletter: Newsletter,
  dispatch: number,
  transport: Transport,
  onProgress: OnProgress | undefined,
): Promise<DeliveryReport> {
  const { deliver } = await import('../delivery/deliver.ts');
  const { composerFor, deliverySettings } = await import('./delivery-options.ts');
  const compose = await composerFor(context, newsletter);
  const settings = await deliverySettings(newsletter);
  const endLimit = context.returnsMemory ? limitYoungGeneration() : () => {};
  return deliver({
    store,
    dispatch,
    transport,
    mark: transport.reachesPeople ? mark : undefined,
    suppressions,
    composerFor: (edition) => compose(edition, dispatch),
    settings,
    signal: context.signal,
    clock: () => context.clock().getTime(),
    ...(context.wait && { wait: context.wait }),
    ...(onProgress && { onProgress }),
  }).finally(endLimit);
}

/** The request to the ledger: the editions that are ready now, and what happens to readers of the others. */
function requestFor(
  { newsletter }: Pick<Publication, 'newsletter'>,
  { issue, editions, substitutes }: IssueToSend,
  transport: TransportTraits,
  correction = false,
): DispatchRequest {
  const { languages } = newsletter;
  const ready = editions.filter(({ status }) => status === 'ready');
  const withdrawn = editions.find(({ article }) => article.withdrawn !== undefined);
  if (withdrawn) fail('issue-withdrawn', { issue: issue.slug });
  return {
    issue: issue.slug,
    aliases: issue.aliases,
    transport,
    ready: [...ready.map(({ edition }) => edition), ...substitutes],
    configured: languages.editions,
    intended: issue.editions,
    source: issue.source,
    missing: languages.missingTranslation,
    correction,
    lists: issue.lists,
  };
}

/**
 * Before mail goes to people, the database must have every withdrawal, including those that a restored backup
 * lacks.
 */
const stateOptions = ({ reachesPeople }: Transport, newsletter: Newsletter) => ({
  reachesPeople,
  mustCatchUp: reachesPeople,
  newsletter,
});

/**
 * Adds the sample readers for a transport that reaches nobody. Call it before anything reads the audience.
 */
export async function prepareAudience(
  context: ProgramContext,
  store: Store,
  { reachesPeople }: Pick<TransportTraits, 'reachesPeople'>,
): Promise<void> {
  if (reachesPeople) return;
  await withLedgerState(context, store, { reachesPeople, mustCatchUp: false }, ({ suppressions }) =>
    addSamples(context, store, suppressions),
  );
}

const samples = 'content/subscribers.sample.csv';

/**
 * Adds the sample readers, with which people try Courant out. Only a transport that reaches nobody uses them,
 * and only while there are no real subscribers.
 */
async function addSamples(
  context: ProgramContext,
  store: Store,
  suppressions: SuppressionList,
): Promise<void> {
  const bytes = await diskFiles(context.root).read(samples);
  if (bytes === undefined) return;
  const { importSubscribers } = await import('../subscribers/import/import-subscribers.ts');
  const { problems } = await importSubscribers(store, {
    bytes,
    file: samples,
    source: 'sample',
    suppressions,
    clock: () => context.clock().getTime(),
  });
  for (const { file, line, message } of problems) context.reporter.note(`${file}:${line}  ${message}`);
}
