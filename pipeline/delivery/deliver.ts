import type { Edition } from '../editions/edition.ts';
import type { Problem } from '../foundation/problems/problem.ts';
import { type Wait, waitFor } from '../foundation/time/wait.ts';
import type { Message } from '../messages/message.ts';
import type { HighWaterMark } from '../state/high-water-mark.ts';
import type { Store } from '../store/store.ts';
import type { SuppressionList } from '../subscribers/suppression-list.ts';
import type { ClaimedDelivery } from './ledger/claim.ts';
import { readCounts } from './ledger/counts.ts';
import { setDispatchState } from './ledger/dispatch-state.ts';
import { markArrived } from './ledger/mark-arrived.ts';
import { readOutlook } from './ledger/outlook.ts';
import { slowDown } from './ledger/slow-down.ts';
import type { StateCounts } from './ledger/state.ts';
import { beginRun } from './run/begin-run.ts';
import { createCircuitBreaker } from './run/circuit-breaker.ts';
import { ClaimQueue, type RunEnd } from './run/claim-queue.ts';
import { asUnwritable, createComposeAhead, type MessageComposer } from './run/compose-ahead.ts';
import { createConnections, isOurFault, isPassing } from './run/connections.ts';
import { GroupCommit } from './run/group-commit.ts';
import { createProgress, type DeliveryProgress } from './run/progress.ts';
import { retry } from './run/retry.ts';
import { type DeliverySettings, defaultDeliverySettings } from './run/settings.ts';
import { giveBack, settleOutcome } from './run/settle-outcome.ts';
import { createUnknownBreaker } from './run/unknown-breaker.ts';
import { type SettledDispatch, settleDispatch } from './suppression/settle-dispatch.ts';
import type { Connection, Outcome, Transport } from './transport/transport.ts';

interface DeliverOptions {
  readonly store: Store;
  /** The number of the dispatch in the ledger. */
  readonly dispatch: number;
  readonly transport: Transport;
  /** Called once for each edition, with the edition as planned. */
  readonly composerFor: (edition: Edition) => MessageComposer | Promise<MessageComposer>;
  /**
   * The high-water mark outside of the database. Each commit raises it. Only for a transport that reaches
   * people.
   */
  readonly mark?: HighWaterMark | undefined;
  /**
   * The journal in which to record the addresses that are suppressed when the dispatch is settled. It
   * outlives the database.
   */
  readonly suppressions?: Pick<SuppressionList, 'record' | 'find'>;
  readonly settings?: DeliverySettings;
  /** Ends the run cleanly: attempts in progress are finished and recorded within `stopGrace`. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: DeliveryProgress) => void;
  readonly clock?: () => number;
  readonly random?: () => number;
  readonly wait?: Wait;
}

/** The next delivery of a connection, which may already have sent its envelope. */
interface Prepared {
  readonly delivery: ClaimedDelivery;
  /** Undefined when it cannot be composed, or when the run ends first. */
  readonly message: Message | undefined;
}

export interface DeliveryReport extends SettledDispatch {
  readonly end: Exclude<RunEnd['kind'], 'failed'>;
  /** How many messages the transport accepted in this run. */
  readonly accepted: number;
  readonly counts: StateCounts;
  /** When the next attempt is due, in ms since 1970; only with `waiting`. */
  readonly nextAt: number | undefined;
  /** Why the dispatch was paused or cancelled. */
  readonly reason: string | undefined;
  /**
   * The problems to fix when the server is unreachable, or when the dispatch was paused because the sender is
   * at fault.
   */
  readonly problems: readonly Problem[];
}

/** How many messages are composed ahead for each connection. */
const messagesAhead = 8;

/**
 * Delivers a dispatch until every delivery is settled or the run has to end. Any number of processes may
 * deliver the same dispatch, and each may die at any time. Rejects when the ledger cannot be written or a
 * message cannot be composed; unsent deliveries stay planned.
 *
 * `serve`, `deliverOne`, `attempt` and `settle` take one delivery through these steps:
 *
 * 1. claim: its row in the ledger becomes `claimed` by this run (`ClaimQueue`)
 * 2. compose: the edition becomes a message for one subscriber (`createComposeAhead`)
 * 3. write: the server gets the message, except for its end (`Connection.write`)
 * 4. open the gate: once the next message is composed, the row becomes `sending`, on disk, if this run still holds
 *    it, the dispatch is active and the subscriber may get mail (`GroupCommit.gate`)
 * 5. release: the end is sent, together with the envelope of the next message where the server allows it, and
 *    the server replies (`WrittenMessage.release`)
 * 6. settle: the reply becomes the next state of the row (`settleOutcome`, `GroupCommit.settle`)
 *
 * A process that dies before step 4 has sent nothing. One that dies after it leaves a row in `sending`, whose
 * message may have been sent: nobody resends it without a person's decision. A connection settles a delivery
 * before it asks for the next gate, so a crash leaves at most one such row for each connection.
 */
export async function deliver(options: DeliverOptions): Promise<DeliveryReport> {
  const { store, dispatch, transport, composerFor, mark, suppressions, signal, onProgress } = options;
  const { settings = defaultDeliverySettings, clock = Date.now } = options;
  const { random = Math.random, wait = waitFor } = options;
  const problems: Problem[] = [];
  let settled: SettledDispatch = { suppressed: 0, undecided: 0 };
  let accepted = 0;

  const fail = (error: unknown) => claims.stop({ kind: 'failed', error });
  const lease = { claimLease: settings.claimLease, inHand: () => claims.inHand, onFailure: fail };
  const run = await beginRun({ store, dispatch, mark, clock, wait, ...lease });
  const scope = { store, dispatch, epoch: run.epoch, settings, clock, wait };
  const commits = new GroupCommit({
    ...scope,
    record: run.record,
    mayWait: () => compose.isBehind,
    onCommit({ dispatchState, settlements }) {
      accepted += settlements.filter(({ state }) => state === 'accepted').length;
      if (dispatchState !== 'active') claims.stop({ kind: dispatchState, reason: undefined });
      for (const { id } of settlements) claims.done(id);
      claims.wake();
      progress.tick();
    },
    onFailure: fail,
  });
  const claims = new ClaimQueue({ ...scope, isCongested: (domain) => commits.isCongested(domain) });
  const upcoming = () => claims.upcoming(settings.connections * messagesAhead);
  const compose = createComposeAhead({ store, dispatch, wait, composerFor, upcoming, signal: claims.ending });
  const connections = createConnections({ transport, settings, random, wait, signal: claims.ending });
  const count = () => retry(wait, () => readCounts(store, dispatch));
  const observe = createCircuitBreaker({ ...settings, count });
  const observeUnknown = createUnknownBreaker(scope);
  const progress = createProgress({ store, dispatch, clock, onProgress });

  if (signal?.aborted) stop();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    await Promise.all(Array.from({ length: settings.connections }, serve));
    for (const delivery of await claims.drain()) commits.settle(giveBack(delivery));
    await commits.flush();
    await retry(wait, () => markArrived(store, dispatch, transport, clock()));
    settled = await retry(wait, () => settleDispatch(store, dispatch, clock(), suppressions));
  } finally {
    signal?.removeEventListener('abort', stop);
    await run.end();
  }
  return report(claims.end);

  /** The loop of one connection. It ends when there is nothing left to claim. */
  async function serve(): Promise<void> {
    let connection: Connection | undefined;
    let ahead: Prepared | undefined;
    try {
      for (;;) {
        const delivery = ahead?.delivery ?? (await claims.next());
        if (!delivery) return;
        connection = await connections.renew(connection);
        if (!connection) return commits.settle(giveBack(delivery));
        ahead = await deliverOne(connection, delivery, ahead?.message);
        if (commits.failure) throw commits.failure;
      }
    } catch (error) {
      await giveUp(error).catch(fail);
    } finally {
      await connections.close(connection);
    }
  }

  /** Delivers to one reader. Returns the next delivery if the connection has begun with it. */
  async function deliverOne(
    connection: Connection,
    delivery: ClaimedDelivery,
    composed: Message | undefined,
  ): Promise<Prepared | undefined> {
    let ahead: Prepared | undefined;
    await settle(delivery, await attempt());
    return ahead;

    async function attempt(): Promise<Outcome | undefined> {
      const message = composed ?? (await compose.take(delivery).catch(asUnwritable));
      if (!message || 'reply' in message) return message;
      const written = await connection.write(message);
      if (written.kind !== 'written') return written;
      ahead = await takeAhead();
      const isOpen = await commits.gate(delivery, written);
      return isOpen ? written.release(ahead?.message) : written.withdraw();
    }
  }

  /**
   * Takes the next delivery, and waits for its message before the gate of this one opens. If messages become ready
   * more slowly than they are sent, the connection has to wait for the next one in any case. With a pace, each message
   * waits for its own turn.
   */
  async function takeAhead(): Promise<Prepared | undefined> {
    const delivery = settings.pace ? undefined : claims.peek();
    if (!delivery) return undefined;
    // A failure is handled when the delivery is attempted.
    const message = compose.take(claims.take(delivery)).catch(() => undefined);
    return { delivery, message: await message };
  }

  /** Settles a delivery, or gives it back if the run has ended before its attempt. */
  async function settle(delivery: ClaimedDelivery, outcome: Outcome | undefined): Promise<void> {
    const { id, domain, attempts } = delivery;
    if (!outcome) return commits.settle(giveBack(delivery));
    // The commit that refused the gate has already settled the row.
    if (outcome.kind === 'withheld') return claims.done(id);
    const settlement = settleOutcome(delivery, outcome, { now: clock(), random, retry: settings.retry });
    commits.settle(settlement);
    if (settlement.reason === 'throttled') await leaveAlone(domain);
    const trouble = await observe(settlement, domain, attempts === 0);
    if (trouble !== undefined) await pause(trouble);
    const unknown = await observeUnknown(settlement, attempts === 0);
    if (unknown !== undefined) claims.stop({ kind: 'paused', reason: unknown });
  }

  async function leaveAlone(domain: string): Promise<void> {
    const limits = { dispatch, domain, slowDown: settings.slowDown };
    await retry(wait, () => slowDown(store, { ...limits, now: clock() }));
    for (const other of await claims.drain(domain)) commits.settle(giveBack(other));
  }

  async function pause(reason: string): Promise<void> {
    await retry(wait, () => setDispatchState(store, dispatch, { state: 'paused', reason, now: clock() }));
    claims.stop({ kind: 'paused', reason });
  }

  /** Stops the run on request. Attempts in progress may finish within `stopGrace`. */
  function stop(): void {
    claims.stop({ kind: 'stopped' });
    commits.refuseWaiting();
    setTimeout(connections.closeAll, settings.stopGrace).unref();
  }

  /** Ends the run after a problem with the server. Any other error is a bug, or a failure of the store. */
  async function giveUp(error: unknown): Promise<void> {
    if (isOurFault(transport, error)) {
      tell(error.problems);
      await pause(error.problems[0].message);
    } else if (isPassing(transport, error)) {
      tell(error.problems);
      claims.stop({ kind: 'unreachable' });
    } else {
      fail(error);
    }
  }

  /** Adds problems to the report, each once, because several connections may meet the same one. */
  function tell(met: readonly Problem[]): void {
    problems.push(...met.filter(({ message }) => problems.every((known) => known.message !== message)));
  }

  async function report(end: RunEnd | undefined): Promise<DeliveryReport> {
    if (end?.kind === 'failed') throw end.error;
    const { reason } = await retry(wait, () => readOutlook(store, dispatch, undefined));
    return {
      end: end?.kind ?? 'finished',
      accepted,
      ...settled,
      counts: await retry(wait, progress.report),
      nextAt: end?.kind === 'waiting' ? end.nextAt : undefined,
      reason,
      problems,
    };
  }
}
