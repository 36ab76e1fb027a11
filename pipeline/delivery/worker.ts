import type { Edition } from '../editions/edition.ts';
import { ProblemError } from '../foundation/problems/problem.ts';
import type { Message, Recipient } from '../messages/message.ts';
import type { Store } from '../store/store.ts';
import type { ClaimedDelivery } from './ledger/claim.ts';
import { readEdition } from './ledger/read-edition.ts';
import { slowDown } from './ledger/slow-down.ts';
import { createCircuitBreaker } from './run/circuit-breaker.ts';
import type { ClaimQueue } from './run/claim-queue.ts';
import { isPassing } from './run/connector.ts';
import type { GroupCommit } from './run/group-commit.ts';
import { retry } from './run/retry.ts';
import type { DeliverySettings } from './run/settings.ts';
import { giveBack, settleOutcome } from './run/settle-outcome.ts';
import type { Wait } from './run/wait.ts';
import type { Connection, Outcome, Transport } from './transport/transport.ts';

/** Composes the messages of one edition. Both parts of the stamp are the same on every attempt. */
export interface MessageComposer {
  compose(recipient: Recipient, stamp: { messageId: string; date: Date }): Message | Promise<Message>;
}

/** What all connections of a run have under way. */
export interface Load {
  readonly connections: Set<Connection>;
  /** Attempts, from composing the message until its outcome is handed in: no more gates than these can come. */
  underWay: number;
}

export interface WorkerOptions {
  readonly store: Store;
  readonly dispatch: number;
  readonly transport: Transport;
  readonly settings: DeliverySettings;
  readonly composerFor: (edition: Edition) => MessageComposer | Promise<MessageComposer>;
  readonly queue: ClaimQueue;
  readonly commits: GroupCommit;
  /** Undefined when the run is to stop. */
  readonly connect: () => Promise<Connection | undefined>;
  readonly load: Load;
  readonly pause: (reason: string) => Promise<void>;
  /** Called with the error that ends the run. */
  readonly giveUp: (error: unknown) => Promise<void>;
  readonly clock: () => number;
  readonly random: () => number;
  readonly wait: Wait;
}

/** Messages composed ahead for each connection. */
const messagesAhead = 4;

/**
 * The loop of one connection: takes a delivery from the queue, composes its message, sends it, and settles
 * the outcome, until the queue is empty.
 */
export function createWorker(options: WorkerOptions): () => Promise<void> {
  const { store, dispatch, transport, settings, composerFor, queue, commits } = options;
  const { connect, load, clock, random, wait } = options;
  const composers = new Map<string, Promise<MessageComposer>>();
  const upcoming = () => queue.upcoming(settings.connections * messagesAhead);
  const takeMessage = createComposeAhead({ compose, upcoming });
  const observe = createCircuitBreaker(settings);

  return async function work() {
    let connection: Connection | undefined;
    try {
      for (let delivery = await queue.next(); delivery; delivery = await queue.next()) {
        if (!connection?.usable) {
          try {
            connection = await reconnect(connection);
          } catch (error) {
            if (!isPassing(transport, error) || load.connections.size === 0) throw error;
            // The server takes no further connection: the others continue without this one.
            commits.settle(giveBack(delivery));
            return;
          }
        }
        if (connection) await handle(connection, delivery);
        else commits.settle(giveBack(delivery));
        if (commits.failure) throw commits.failure;
      }
    } catch (error) {
      await options.giveUp(error);
    } finally {
      await disconnect(connection);
    }
  };

  async function handle(connection: Connection, delivery: ClaimedDelivery): Promise<void> {
    load.underWay++;
    try {
      await settle(delivery, await attempt(connection, delivery));
    } finally {
      load.underWay--;
    }
  }

  async function attempt(connection: Connection, delivery: ClaimedDelivery): Promise<Outcome> {
    let message: Message;
    try {
      message = await takeMessage(delivery);
    } catch (error) {
      return refusedByUs(error);
    }
    return connection.send(message, () => commits.gate(delivery));
  }

  async function compose(delivery: ClaimedDelivery): Promise<Message> {
    const { address, name, subscriber, locale, messageId, plannedAt } = delivery;
    const composer = await composerOf(locale);
    return composer.compose({ address, name, subscriber }, { messageId, date: new Date(plannedAt) });
  }

  async function settle(delivery: ClaimedDelivery, outcome: Outcome): Promise<void> {
    const { id, domain, attempts } = delivery;
    const settlement = settleOutcome(delivery, outcome, { now: clock(), random, retry: settings.retry });
    if (!settlement) return queue.done(id);
    commits.settle(settlement);
    if (settlement.reason === 'throttled') {
      const scope = { dispatch, domain, slowDown: settings.slowDown };
      await retry(wait, () => slowDown(store, { ...scope, now: clock() }));
      for (const other of queue.drain(domain)) commits.settle(giveBack(other));
    }
    const reason = observe(settlement, domain, attempts === 0);
    if (reason !== undefined) await options.pause(reason);
  }

  /** Read when it is first needed: another process may plan a late edition while this one runs. */
  function composerOf(locale: string): Promise<MessageComposer> {
    const known = composers.get(locale);
    if (known) return known;
    const composer = readEdition(store, dispatch, locale).then(composerFor);
    composers.set(locale, composer);
    return composer;
  }

  async function reconnect(old: Connection | undefined): Promise<Connection | undefined> {
    await disconnect(old);
    const connection = await connect();
    if (connection) load.connections.add(connection);
    return connection;
  }

  async function disconnect(connection: Connection | undefined): Promise<void> {
    if (!connection) return;
    load.connections.delete(connection);
    await connection.close();
  }
}

/** An address that cannot be written into a header must not delay the others. Any other error is a bug. */
function refusedByUs(error: unknown): Outcome {
  if (!(error instanceof ProblemError) || error.problems.some(({ code }) => code !== 'subscriber-address'))
    throw error;
  const text = `Not asked: ${error.problems.map(({ message }) => message).join(' ')}`;
  return { kind: 'unwritable', reply: { code: 553, enhanced: '5.1.3', text } };
}

interface ComposeAheadOptions {
  readonly compose: (delivery: ClaimedDelivery) => Promise<Message>;
  /** The deliveries that will be attempted next, as far as they are known. */
  readonly upcoming: () => readonly ClaimedDelivery[];
}

/**
 * Composes the next messages while the current one waits for the server or the disk: a signature takes as
 * long as the rest of a message. It holds no more messages than `upcoming` names.
 */
function createComposeAhead({ compose, upcoming }: ComposeAheadOptions) {
  let ahead = new Map<number, Promise<Message>>();
  return function take(delivery: ClaimedDelivery): Promise<Message> {
    const message = ahead.get(delivery.id) ?? compose(delivery);
    // What is no longer upcoming was given back, and its message is let go.
    ahead = new Map(upcoming().map((next) => [next.id, ahead.get(next.id) ?? begin(next)]));
    return message;
  };

  function begin(delivery: ClaimedDelivery): Promise<Message> {
    const message = compose(delivery);
    // The caller that takes the message handles a failure. Until then it must not end the process.
    message.catch(() => {});
    return message;
  }
}
