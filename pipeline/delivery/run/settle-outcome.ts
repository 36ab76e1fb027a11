import type { ClaimedDelivery } from '../ledger/claim.ts';
import type { Settlement } from '../ledger/write-settlements.ts';
import { classifyReply } from '../transport/classify-reply.ts';
import type { Outcome } from '../transport/transport.ts';
import type { DeliverySettings } from './settings.ts';

interface SettleContext {
  readonly now: number;
  /** From 0 to 1. */
  readonly random: () => number;
  readonly retry: DeliverySettings['retry'];
}

/**
 * Converts the outcome of an attempt to the next state of its row. A delivery is retried automatically only
 * when the server provably has no copy of the message.
 */
export function settleOutcome(
  delivery: ClaimedDelivery,
  outcome: Exclude<Outcome, { kind: 'withheld' }>,
  context: SettleContext,
): Settlement {
  const attempted = { id: delivery.id, attempted: true, nextAttemptAt: 0, reason: null, ...noReply };
  switch (outcome.kind) {
    case 'accepted':
      return { ...attempted, state: 'accepted', ...describe(outcome.reply) };
    case 'uncertain':
      return { ...attempted, state: 'uncertain', reason: 'no-reply', text: outcome.detail };
    case 'lost': {
      const nextAttemptAt = context.now + backOff(context.retry.afterLoss, delivery.attempts, context);
      return {
        ...attempted,
        state: 'planned',
        reason: 'connection-lost',
        nextAttemptAt,
        text: outcome.detail,
        ...(outcome.reply && describe(outcome.reply)),
      };
    }
    case 'unwritable':
      return { ...attempted, state: 'rejected', reason: 'unwritable', ...describe(outcome.reply) };
    case 'rejected':
      return {
        ...attempted,
        state: 'rejected',
        reason: classifyReply(outcome.reply),
        ...describe(outcome.reply),
      };
    case 'deferred': {
      const nextAttemptAt = context.now + backOff(context.retry.first, delivery.attempts, context);
      const reason = classifyReply(outcome.reply);
      return { ...attempted, state: 'deferred', reason, nextAttemptAt, ...describe(outcome.reply) };
    }
  }
}

/** Gives back a delivery that was never attempted. */
export function giveBack({ id }: ClaimedDelivery): Settlement {
  return { id, state: 'planned', attempted: false, nextAttemptAt: 0, reason: null, ...noReply };
}

const noReply = { code: null, enhanced: null, text: null };

function describe({ code, enhanced, text }: { code: number; enhanced: string | undefined; text: string }) {
  return { code, enhanced: enhanced ?? null, text };
}

/**
 * The wait before the next attempt, in ms. It doubles with each earlier attempt, and varies at random by up
 * to a quarter, so that many deliveries do not become due at the same moment.
 */
export function backOff(
  first: number,
  before: number,
  { random, retry }: Omit<SettleContext, 'now'>,
): number {
  const delay = Math.min(first * 2 ** Math.min(before, 30), retry.longest);
  return Math.round(delay * (1 + random() / 4));
}
