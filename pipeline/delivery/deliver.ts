import type { Edition } from '../editions/edition.ts';
import { holdLock } from '../foundation/files/process-lock.ts';
import type { Problem } from '../foundation/problems/problem.ts';
import type { HighWaterMark } from '../state/high-water-mark.ts';
import type { Store } from '../store/store.ts';
import type { SuppressionList } from '../subscribers/suppression-list.ts';
import { setDispatchState } from './ledger/dispatch-state.ts';
import { beginEpoch, endEpoch, renewLeases } from './ledger/epochs.ts';
import { lockFolder } from './ledger/holders.ts';
import { readOutlook } from './ledger/outlook.ts';
import { proveArrivals } from './ledger/prove-arrivals.ts';
import type { StateCounts } from './ledger/state.ts';
import { ClaimQueue, type RunEnd } from './run/claim-queue.ts';
import { createConnector, isOurFault, isPassing } from './run/connector.ts';
import { GroupCommit } from './run/group-commit.ts';
import { createProgress, type DeliveryProgress } from './run/progress.ts';
import { retry } from './run/retry.ts';
import { type DeliverySettings, defaultDeliverySettings } from './run/settings.ts';
import { giveBack } from './run/settle-outcome.ts';
import { type Wait, waitFor } from './run/wait.ts';
import { type SettledDispatch, settleDispatch } from './suppression/settle-dispatch.ts';
import type { Transport } from './transport/transport.ts';
import { createWorker, type Load, type MessageComposer } from './worker.ts';

export interface DeliverOptions {
  readonly store: Store;
  /** The ledger's number of the dispatch. */
  readonly dispatch: number;
  readonly transport: Transport;
  /** Called once an edition, as it was planned. */
  readonly composerFor: (edition: Edition) => MessageComposer | Promise<MessageComposer>;
  /** Raised outside the database as the ledger advances; for a transport that reaches people. */
  readonly mark?: HighWaterMark | undefined;
  /** Writes who is suppressed when the dispatch settles into the journal, which outlives the database. */
  readonly suppressions?: Pick<SuppressionList, 'record'>;
  readonly settings?: DeliverySettings;
  /** Ends the run cleanly: attempts in progress are finished and recorded within `stopGrace`. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: DeliveryProgress) => void;
  readonly clock?: () => number;
  readonly random?: () => number;
  readonly wait?: Wait;
}

export interface DeliveryReport extends SettledDispatch {
  readonly end: Exclude<RunEnd['kind'], 'failed'>;
  /** How many the other side accepted in this run. */
  readonly accepted: number;
  readonly counts: StateCounts;
  /** With `waiting`: when the next attempt is due, in ms since 1970. */
  readonly nextAt: number | undefined;
  /** With `paused` and `cancelled`: why. */
  readonly reason: string | undefined;
  /** With `unreachable`, and with a pause for a fault of the sender: what to fix. */
  readonly problems: readonly Problem[];
}

/**
 * Delivers a dispatch until every delivery is settled or the run has to end. Any number of processes may
 * deliver the same dispatch, and each may die at any time. Rejects when the ledger cannot be written or a
 * message cannot be composed; unsent deliveries stay planned.
 */
export async function deliver(options: DeliverOptions): Promise<DeliveryReport> {
  const { store, dispatch, transport, composerFor, mark, suppressions, signal, onProgress } = options;
  const {
    settings = defaultDeliverySettings,
    clock = Date.now,
    random = Math.random,
    wait = waitFor,
  } = options;
  await mark?.check();
  const lock = holdLock(lockFolder(store));
  const epoch = await beginEpoch(store, clock(), lock.name).catch((error) => {
    lock.release();
    throw error;
  });
  const reached = await mark?.begin({ epoch, ...(await readIdentity(store, dispatch)), beganAt: clock() });
  const progress = createProgress({ store, dispatch, clock, onProgress });
  const stopping = new AbortController();
  const connect = createConnector({ transport, settings, random, wait, signal: stopping.signal });
  const load: Load = { connections: new Set(), underWay: 0 };
  const problems: Problem[] = [];
  let accepted = 0;
  let settled: SettledDispatch = { suppressed: 0, undecided: 0 };

  const commits = new GroupCommit({
    store,
    dispatch,
    epoch,
    settings,
    clock,
    wait,
    record: (sequence) => reached?.record(sequence),
    underWay: () => load.underWay,
    onCommit({ dispatchState, settlements }) {
      accepted += settlements.filter(({ state }) => state === 'accepted').length;
      if (dispatchState !== 'active') queue.stop({ kind: dispatchState, reason: undefined });
      for (const { id } of settlements) queue.done(id);
      queue.wake();
      progress.tick();
    },
    onFailure: (error) => queue.stop({ kind: 'failed', error }),
  });

  const isCongested = (domain: string) => commits.isCongested(domain);
  const queue = new ClaimQueue({ store, dispatch, epoch, settings, clock, wait, isCongested });
  const context = { store, dispatch, transport, settings, clock, random, wait };
  const work = createWorker({ ...context, composerFor, queue, commits, connect, load, pause, giveUp });

  const stop = () => {
    queue.stop({ kind: 'stopped' });
    stopping.abort();
    commits.refuseWaiting();
    setTimeout(closeAll, settings.stopGrace).unref();
  };
  const closeAll = () => Promise.all([...load.connections].map((connection) => connection.close()));
  const renewal = setInterval(() => {
    const ids = queue.inHand;
    if (ids.length === 0) return;
    const scope = { dispatch, epoch, ids, now: clock(), lease: settings.claimLease };
    retry(wait, () => renewLeases(store, scope)).catch((error) => queue.stop({ kind: 'failed', error }));
  }, settings.claimLease / 3);
  if (signal?.aborted) stop();
  signal?.addEventListener('abort', stop, { once: true });

  try {
    await Promise.all(Array.from({ length: settings.connections }, work));
    for (const delivery of queue.drain()) commits.settle(giveBack(delivery));
    await commits.flush();
    await proveArrivals(store, dispatch, transport, clock());
    settled = await retry(wait, () => settleDispatch(store, dispatch, clock(), suppressions));
  } finally {
    clearInterval(renewal);
    signal?.removeEventListener('abort', stop);
    await retry(wait, () => endEpoch(store, { dispatch, epoch, now: clock() })).finally(lock.release);
    await reached?.close();
  }
  return report(queue.end);

  async function pause(reason: string): Promise<void> {
    await setDispatchState(store, dispatch, { state: 'paused', reason, now: clock() });
    queue.stop({ kind: 'paused', reason });
  }

  /** A problem with the server ends the run. Anything else is an error of this program or its store. */
  async function giveUp(error: unknown): Promise<void> {
    if (isOurFault(transport, error)) {
      tell(error.problems);
      await pause(error.problems[0].message);
    } else if (isPassing(transport, error)) {
      tell(error.problems);
      queue.stop({ kind: 'unreachable' });
    } else {
      queue.stop({ kind: 'failed', error });
    }
    stopping.abort();
  }

  /** Several connections may report the same problem. */
  function tell(met: readonly Problem[]): void {
    problems.push(...met.filter(({ message }) => problems.every((known) => known.message !== message)));
  }

  async function report(end: RunEnd | undefined): Promise<DeliveryReport> {
    if (end?.kind === 'failed') throw end.error;
    const { reason } = await readOutlook(store, dispatch, undefined);
    return {
      end: end?.kind ?? 'finished',
      accepted,
      ...settled,
      counts: await progress.report(),
      nextAt: end?.kind === 'waiting' ? end.nextAt : undefined,
      reason,
      problems,
    };
  }
}

function readIdentity(store: Store, dispatch: number): Promise<{ issue: string; revision: number }> {
  return store.read((db) =>
    db
      .selectFrom('dispatches')
      .select(['issue', 'revision'])
      .where('id', '=', dispatch)
      .executeTakeFirstOrThrow(),
  );
}
