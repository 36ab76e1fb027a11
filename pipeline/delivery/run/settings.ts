import { hour, minute, second } from '../../foundation/time/durations.ts';
import type { PaceSettings } from '../ledger/pace.ts';
import type { SlowDownSettings } from '../ledger/slow-down.ts';
import type { ConnectionLimits } from '../transport/transport.ts';

/** How a dispatch is delivered. `delivery:` in newsletter.yaml overrides the defaults, field by field. */
export interface DeliverySettings extends ConnectionLimits {
  /** How many connections this process opens to the mail server. */
  readonly connections: number;
  /** How many deliveries a process claims at a time. */
  readonly claimSize: number;
  /** How long a claim lasts without a renewal, in ms. A running process renews its claims. */
  readonly claimLease: number;
  /**
   * How long outcomes wait for others before they are committed, in ms. A message at its gate waits as long only while
   * messages are composed more slowly than they are sent.
   */
  readonly commitInterval: number;
  readonly retry: {
    /** The wait after the first refusal, in ms; it doubles with each further one. Greylisting asks for 5 minutes. */
    readonly first: number;
    /** The wait after a connection that broke before the final dot, in ms; it doubles in the same way. */
    readonly afterLoss: number;
    /** The longest wait, in ms. */
    readonly longest: number;
    /** How long after its first attempt a delivery expires, in ms. */
    readonly maxAge: number;
  };
  /** Without a pace, messages are sent as fast as the server accepts them. */
  readonly pace?: PaceSettings;
  readonly slowDown: SlowDownSettings;
  readonly breaker: {
    /**
     * The dispatch is paused when this many recipients in a row fail in the same way at their first attempt.
     */
    readonly sameFailures: number;
    /**
     * Like `sameFailures`, for grave failures: the server refuses our sender, or the outcome of a message is
     * uncertain.
     */
    readonly graveFailures: number;
    /**
     * So many single addresses in a row pause the dispatch, however large it is, even if the server has accepted
     * others.
     */
    readonly recipientFailures: number;
    /**
     * The dispatch is paused once when at least so many addresses do not exist (5% of the dispatch if that is more, and
     * `recipientFailures` at most), and they are more than this share of its attempts.
     */
    readonly unknownAddresses: number;
    readonly unknownShare: number;
  };
  /**
   * How long a run waits for a delivery that is due later, in ms. Deliveries that are due after that are left
   * to a later run.
   */
  readonly patience: number;
  /** How long a run that was asked to stop may take to finish its attempts in progress, in ms. */
  readonly stopGrace: number;
}

export const defaultDeliverySettings: DeliverySettings = {
  connections: 5,
  messagesPerConnection: 100,
  claimSize: 100,
  claimLease: 30 * second,
  finalReplyTimeout: 10 * minute,
  replyTimeout: 5 * minute,
  commitInterval: 2,
  retry: { first: 5 * minute, afterLoss: second, longest: 4 * hour, maxAge: 48 * hour },
  slowDown: { first: 10 * second, longest: 15 * minute },
  breaker: {
    sameFailures: 20,
    graveFailures: 5,
    recipientFailures: 1000,
    unknownAddresses: 100,
    unknownShare: 0.1,
  },
  patience: 15 * minute,
  stopGrace: 4 * second,
};

/**
 * The lease of a row in `sending`, in ms. It is longer than the time-out for the final reply, so that a
 * process stops waiting before others presume it dead.
 */
export function sendingLease({ finalReplyTimeout }: DeliverySettings): number {
  return Math.ceil(finalReplyTimeout * 1.1);
}
