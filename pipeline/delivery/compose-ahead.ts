import type { Message } from '../messages/message.ts';
import type { ClaimedDelivery } from './ledger/claim.ts';

export interface ComposeAheadOptions {
  readonly compose: (delivery: ClaimedDelivery) => Promise<Message>;
  /** The deliveries that will be attempted next, as far as they are known. */
  readonly upcoming: () => readonly ClaimedDelivery[];
}

/**
 * Composes what is sent next while what is sent now waits for the server or for the disk: a signature takes a
 * connection as long as all the rest of a message does. No more messages are held than `upcoming` names.
 */
export function createComposeAhead({ compose, upcoming }: ComposeAheadOptions) {
  let ahead = new Map<number, Promise<Message>>();
  return function take(delivery: ClaimedDelivery): Promise<Message> {
    const message = ahead.get(delivery.id) ?? compose(delivery);
    // What is no longer upcoming was given back, and its message is let go.
    ahead = new Map(upcoming().map((next) => [next.id, ahead.get(next.id) ?? begin(next)]));
    return message;
  };

  function begin(delivery: ClaimedDelivery): Promise<Message> {
    const message = compose(delivery);
    // A failure is met by whoever takes the message; until then it must not end the process.
    message.catch(() => {});
    return message;
  }
}
