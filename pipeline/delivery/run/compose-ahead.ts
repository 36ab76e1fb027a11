import type { Edition } from '../../editions/edition.ts';
import { ProblemError } from '../../foundation/problems/problem.ts';
import type { Wait } from '../../foundation/time/wait.ts';
import type { Message, Recipient } from '../../messages/message.ts';
import type { Store } from '../../store/store.ts';
import type { ClaimedDelivery } from '../ledger/claim.ts';
import { readEdition } from '../ledger/read-edition.ts';
import type { Outcome } from '../transport/transport.ts';
import { retry } from './retry.ts';

/** Composes the messages of one edition. The Message-ID and the date are the same on every attempt. */
export interface MessageComposer {
  compose(
    recipient: Recipient,
    stamp: { messageId: string; date: Date; delivery?: number },
  ): Message | Promise<Message>;
}

interface ComposeAheadOptions {
  readonly store: Store;
  readonly dispatch: number;
  readonly wait: Wait;
  /** Called once for each edition of the dispatch. */
  readonly composerFor: (edition: Edition) => MessageComposer | Promise<MessageComposer>;
  /** The claimed deliveries that are attempted next. */
  readonly upcoming: () => readonly ClaimedDelivery[];
  /** Aborted when the run ends, which waits for no message then. */
  readonly signal: AbortSignal;
}

/** The next messages are begun each time that one in this many of them was taken. */
const share = 4;

/**
 * Composes the next messages while the current one waits for the server or the disk, because signing takes as
 * long as everything else. It holds no more messages than `upcoming` returns.
 */
export function createComposeAhead(options: ComposeAheadOptions) {
  const { store, dispatch, wait, composerFor, upcoming, signal } = options;
  const composers = new Map<string, Promise<MessageComposer>>();
  const ahead = new Map<number, Promise<Message | undefined>>();
  /** How many messages to take before the next ones are begun. */
  let untilRefill = 0;
  /** Ends the wait for each message that has been begun and is not composed yet. */
  const composing = new Set<() => void>();
  signal.addEventListener('abort', () => {
    for (const end of composing) end();
  });

  return {
    /** Returns the message of a delivery; undefined when the run ends first. Rejects when it cannot be composed. */
    take(delivery: ClaimedDelivery): Promise<Message | undefined> {
      if (signal.aborted) return Promise.resolve(undefined);
      const message = ahead.get(delivery.id) ?? begin(delivery);
      refill(delivery.id);
      return message;
    },
    /** Whether connections have to wait for their messages, or soon will: most of those ahead are not composed yet. */
    get isBehind(): boolean {
      return composing.size > ahead.size / 2;
    },
  };

  /**
   * Begins with the next messages, and drops those whose deliveries were given back in the meantime. Begins with
   * several at a time, because their signatures then travel together, and at once if `taken` was not composed ahead.
   */
  function refill(taken: number): void {
    untilRefill -= 1;
    if (ahead.delete(taken) && untilRefill > 0) return;
    const next = upcoming();
    untilRefill = Math.floor(next.length / share);
    for (const delivery of next) if (!ahead.has(delivery.id)) ahead.set(delivery.id, begin(delivery));
    if (ahead.size === next.length) return;
    const wanted = new Set(next.map(({ id }) => id));
    for (const id of ahead.keys()) if (!wanted.has(id)) ahead.delete(id);
  }

  function begin(delivery: ClaimedDelivery): Promise<Message | undefined> {
    const { promise, resolve, reject } = Promise.withResolvers<Message | undefined>();
    const end = () => resolve(undefined);
    composing.add(end);
    compose(delivery).then(
      (message) => {
        composing.delete(end);
        resolve(message);
      },
      (error) => {
        composing.delete(end);
        // The fault may have passed when the message is taken.
        if (ahead.get(delivery.id) === promise) ahead.delete(delivery.id);
        reject(error);
      },
    );
    // The caller that takes the message handles a failure. Until then the rejection must not end the process.
    promise.catch(() => {});
    return promise;
  }

  async function compose(delivery: ClaimedDelivery): Promise<Message> {
    const { id, address, name, subscriber, locale, messageId, plannedAt } = delivery;
    const composer = await composerOf(locale);
    const stamp = { messageId, date: new Date(plannedAt), delivery: id };
    return composer.compose({ address, name, subscriber }, stamp);
  }

  /**
   * Reads an edition when it is first needed, because another process may plan a late edition during this
   * run. After a failure, the next message reads it again.
   */
  function composerOf(locale: string): Promise<MessageComposer> {
    const known = composers.get(locale);
    if (known) return known;
    const composer = retry(wait, () => readEdition(store, dispatch, locale)).then(composerFor);
    composers.set(locale, composer);
    composer.catch(() => composers.delete(locale));
    return composer;
  }
}

/**
 * Converts the error of an address that cannot be written into a header to an outcome, so that the other
 * deliveries continue. Any other error is a bug and is thrown again.
 */
export function asUnwritable(error: unknown): Extract<Outcome, { kind: 'unwritable' }> {
  if (!(error instanceof ProblemError) || error.problems.some(({ code }) => code !== 'subscriber-address'))
    throw error;
  const text = `Not sent: ${error.problems.map(({ message }) => message).join(' ')}`;
  return { kind: 'unwritable', reply: { code: 553, enhanced: '5.1.3', text } };
}
