import type { Store, Writer } from '../store/store.ts';
import { leaveLists } from './join-lists.ts';
import { hasLeft } from './last-decision.ts';
import { recordConsents } from './record-consents.ts';
import { everything, type SuppressionList, type Withdrawal } from './suppression-list.ts';

export interface Unsubscription {
  /** The subscriber's id. It may no longer exist. */
  readonly subscriber: string;
  /** `one-click` (RFC 8058), `mailto`, `page`, `command`, or the provider that reported it. */
  readonly source: string;
  /** The dispatch whose mail had the link, if that is known. */
  readonly dispatch?: number | undefined;
  /** The name of the event that reported it. */
  readonly evidence?: string | undefined;
}

interface UnsubscribeOptions {
  readonly suppressions: SuppressionList;
  /** In milliseconds since 1970. */
  readonly now: number;
}

/**
 * Unsubscribes any number of people from everything in one transaction. It is idempotent: a person who is
 * unknown or has already left causes no error and no record. Returns how many left.
 */
export function unsubscribe(
  store: Store,
  unsubscriptions: readonly Unsubscription[],
  { suppressions, now }: UnsubscribeOptions,
): Promise<number> {
  if (unsubscriptions.length === 0) return Promise.resolve(0);
  return store.transaction(async (db) => {
    const left = await leaveEverything(db, unsubscriptions, now);
    await suppressions.record(db, left);
    return left.length;
  });
}

/**
 * `unsubscribe` inside a transaction. A suppressed person stays suppressed, and the withdrawal is recorded, so that
 * they get no mail once the suppression is lifted. Returns the lines for the journal, which the caller records as
 * the last statement.
 */
export async function leaveEverything(
  db: Writer,
  unsubscriptions: readonly Unsubscription[],
  now: number,
): Promise<Withdrawal[]> {
  const reasons = new Map(unsubscriptions.map(({ subscriber, ...reason }) => [subscriber, reason]));
  const ids = [...reasons.keys()].sort();
  const left = await db
    .updateTable('subscribers')
    .set({ state: 'unsubscribed', paused_until: null, updated_at: now })
    .where('id', 'in', ids)
    .where('state', '=', 'active')
    .returning(['id', 'normalised'])
    .execute();
  const suppressed = await db
    .selectFrom('subscribers')
    .select(['id', 'normalised'])
    .where('id', 'in', ids)
    .where('state', '=', 'suppressed')
    .execute();
  for (const person of suppressed) if (!(await hasLeft(db, person.id))) left.push(person);
  await recordConsents(
    db,
    left.map(({ id }) => ({
      subscriber: id,
      kind: 'withdrawn' as const,
      source: reasons.get(id)?.source ?? '',
      dispatch: reasons.get(id)?.dispatch,
      evidence: reasons.get(id)?.evidence,
      at: now,
    })),
  );
  return left.map(({ normalised }) => ({ normalised, kind: 'left', at: now }));
}

/** Removes a person from one list. A person who leaves their last list has unsubscribed. */
export function unsubscribeFromList(
  store: Store,
  { subscriber, source, dispatch }: Unsubscription,
  list: string,
  { suppressions, now }: UnsubscribeOptions,
): Promise<void> {
  return store.transaction(async (db) => {
    const left = await leaveLists(db, subscriber, [list]);
    if (left.length === 0) return;
    const others = await db
      .selectFrom('subscriptions')
      .select('list')
      .where('subscriber', '=', subscriber)
      .limit(1)
      .execute();
    if (others.length === 0)
      await db
        .updateTable('subscribers')
        .set({ state: 'unsubscribed', paused_until: null, updated_at: now })
        .where('id', '=', subscriber)
        .where('state', '=', 'active')
        .execute();
    await recordConsents(db, [{ subscriber, kind: 'withdrawn', source, dispatch, at: now, lists: left }]);
    const { normalised } = await db
      .selectFrom('subscribers')
      .select('normalised')
      .where('id', '=', subscriber)
      .executeTakeFirstOrThrow();
    const scopes = others.length === 0 ? [list, everything] : [list];
    await suppressions.record(
      db,
      scopes.map((scope) => ({ normalised, kind: 'left', scope, at: now })),
    );
  });
}
