import type { Database, Writer } from '../../store/store.ts';
import { hasLeft } from '../../subscribers/last-decision.ts';
import {
  type SuppressionList,
  suppressedFromAll,
  type Withdrawal,
} from '../../subscribers/suppression-list.ts';
import { formatReply } from '../transport/reply.ts';
import type { Judgement } from './judge-refusals.ts';
import type { Failure } from './read-failures.ts';

/** A failure that is reason enough to suppress its subscriber. */
export interface Ground {
  readonly failure: Failure;
  readonly judgement: Judgement;
  /** In how many dispatches in a row it failed. */
  readonly dispatches: number;
}

/** Suppresses a subscriber. Returns false when a person has lifted the suppression since the failure. */
export async function suppress(
  db: Writer,
  dispatch: number,
  { failure, judgement: { basis, attempted, refused }, dispatches }: Ground,
  now: number,
): Promise<boolean> {
  const { subscriber, cause } = failure;
  const before = await db
    .selectFrom('automatic_suppressions')
    .select('lifted_at')
    .where('dispatch', '=', dispatch)
    .where('subscriber', '=', subscriber)
    .executeTakeFirst();
  const { failedAt, reply } = await readEvidence(db, failure);
  if (before?.lifted_at != null && failedAt <= before.lifted_at) return false;
  const evidence = {
    reply,
    basis,
    attempted,
    refused,
    cause,
    dispatches,
    suppressed_at: now,
    lifted_at: null,
  };
  await db
    .insertInto('automatic_suppressions')
    .values({ dispatch, subscriber, ...evidence })
    .onConflict((conflict) => conflict.columns(['dispatch', 'subscriber']).doUpdateSet(evidence))
    .execute();
  await db
    .updateTable('subscribers')
    .set({ state: 'suppressed', updated_at: now })
    .where('id', '=', subscriber)
    .where('state', '=', 'active')
    .execute();
  return true;
}

/** When and how the address failed: in the server's reply, or in the bounce that came back later. */
async function readEvidence(db: Database, { id, state, failedAt, code, enhanced, text }: Failure) {
  if (state !== 'bounced') return { failedAt, reply: formatReply({ code, enhanced, text }) };
  const bounce = await db
    .selectFrom('feedback_events')
    .select(['at', 'status', 'diagnostic'])
    .where('delivery', '=', id)
    .where('kind', '=', 'bounced')
    .where('state', '=', 'applied')
    .orderBy('at', 'desc')
    .orderBy('source', 'desc')
    .orderBy('event', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (bounce === undefined) return { failedAt, reply: '' };
  const { at, status, diagnostic } = bounce;
  const isNamed = diagnostic !== null && status !== null && diagnostic.includes(status);
  return { failedAt: at, reply: [isNamed ? null : status, diagnostic].filter(Boolean).join(' ') };
}

/**
 * Withdraws the suppressions of this dispatch that have no ground any more: more has come back, and too many
 * addresses failed at once, or a person has taken a bounce back. A person who has left in the meantime stays out.
 * Returns the lines for the journal.
 */
export async function withdrawSuppressions(
  db: Writer,
  dispatch: number,
  {
    grounds,
    suppressions,
    now,
  }: {
    grounds: readonly Ground[];
    suppressions: Pick<SuppressionList, 'find'> | undefined;
    now: number;
  },
): Promise<Withdrawal[]> {
  const supported = new Set(grounds.map(({ failure }) => failure.subscriber));
  const rows = await db
    .selectFrom('automatic_suppressions')
    .innerJoin('subscribers', 'subscribers.id', 'automatic_suppressions.subscriber')
    .select(['subscriber', 'normalised', 'state'])
    .where('dispatch', '=', dispatch)
    .where('lifted_at', 'is', null)
    .execute();
  const returned: Withdrawal[] = [];
  for (const { subscriber, normalised, state } of rows) {
    if (supported.has(subscriber)) continue;
    await db
      .deleteFrom('automatic_suppressions')
      .where('dispatch', '=', dispatch)
      .where('subscriber', '=', subscriber)
      .execute();
    if (state !== 'suppressed' || (await isSuppressedOtherwise(db, subscriber, normalised, suppressions)))
      continue;
    const isOut = await hasLeft(db, subscriber);
    await db
      .updateTable('subscribers')
      .set({ state: isOut ? 'unsubscribed' : 'active', updated_at: now })
      .where('id', '=', subscriber)
      .execute();
    returned.push({ normalised, kind: 'returned', at: now });
    if (isOut) returned.push({ normalised, kind: 'left', at: now });
  }
  return returned;
}

/** Whether another dispatch, the person or an operator keeps the subscriber out. */
async function isSuppressedOtherwise(
  db: Database,
  subscriber: string,
  normalised: string,
  suppressions: Pick<SuppressionList, 'find'> | undefined,
): Promise<boolean> {
  // Without the list, nobody can tell whether the person complained.
  if (suppressions === undefined) return true;
  const listed = (await suppressions.find(db, [normalised])).get(normalised);
  if (suppressedFromAll(listed) !== undefined) return true;
  return isSuppressedByVerdict(db, subscriber);
}

/** Whether the verdict on a dispatch keeps the subscriber out. */
export async function isSuppressedByVerdict(db: Database, subscriber: string): Promise<boolean> {
  const found = await db
    .selectFrom('automatic_suppressions')
    .select('dispatch')
    .where('subscriber', '=', subscriber)
    .where('lifted_at', 'is', null)
    .limit(1)
    .execute();
  return found.length > 0;
}
