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
  compose(recipient: Recipient, stamp: { messageId: string; date: Date }): Message | Promise<Message>;
}

interface ComposeAheadOptions {
  readonly store: Store;
  readonly dispatch: number;
  readonly wait: Wait;
  /** Called once for each edition of the dispatch. */
  readonly composerFor: (edition: Edition) => MessageComposer | Promise<MessageComposer>;
  /** The claimed deliveries that are attempted next. */
  readonly upcoming: () => readonly ClaimedDelivery[];
}

/**
 * Composes the next messages while the current one waits for the server or the disk, because signing takes as
 * long as everything else. It holds no more messages than `upcoming` returns.
 */
export function createComposeAhead({ store, dispatch, wait, composerFor, upcoming }: ComposeAheadOptions) {
  const composers = new Map<string, Promise<MessageComposer>>();
  let ahead = new Map<number, Promise<Message>>();

  /** Returns the message of a delivery. Rejects when it cannot be composed. */
  return function take(delivery: ClaimedDelivery): Promise<Message> {
    const message = ahead.get(delivery.id) ?? compose(delivery);
    // Drops the messages of deliveries that the run has given back in the meantime.
    ahead = new Map(upcoming().map((next) => [next.id, ahead.get(next.id) ?? begin(next)]));
    return message;
  };

  function begin(delivery: ClaimedDelivery): Promise<Message> {
    const message = compose(delivery);
    // The caller that takes the message handles a failure. Until then the rejection must not end the process.
    message.catch(() => {});
    return message;
  }

  async function compose(delivery: ClaimedDelivery): Promise<Message> {
    const { address, name, subscriber, locale, messageId, plannedAt } = delivery;
    const composer = await composerOf(locale);
    return composer.compose({ address, name, subscriber }, { messageId, date: new Date(plannedAt) });
  }

  /**
   * Reads an edition when it is first needed, because another process may plan a late edition during this
   * run.
   */
  function composerOf(locale: string): Promise<MessageComposer> {
    const known = composers.get(locale);
    if (known) return known;
    const composer = retry(wait, () => readEdition(store, dispatch, locale)).then(composerFor);
    composers.set(locale, composer);
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
