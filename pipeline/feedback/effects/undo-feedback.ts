import { sql } from 'kysely';
import { settleDispatch } from '../../delivery/suppression/settle-dispatch.ts';
import { isSuppressedByVerdict } from '../../delivery/suppression/write-suppressions.ts';
import type { Database, Store, Writer } from '../../store/store.ts';
import { hasLeft, lastDecision } from '../../subscribers/last-decision.ts';
import { recordConsents, takenBack } from '../../subscribers/record-consents.ts';
import {
  everything,
  type SuppressionList,
  suppressedFromAll,
  type Withdrawal,
} from '../../subscribers/suppression-list.ts';
import { moveDelivery } from './move-delivery.ts';
import { evidenceOf } from './reader-effects.ts';

interface UndoOptions {
  readonly store: Store;
  readonly suppressions: SuppressionList;
  /** In milliseconds since 1970. */
  readonly clock: () => number;
}

type StoredEvent = Awaited<ReturnType<typeof selectApplied>>;

/**
 * Takes an event back for a person who found it wrong. Its delivery gets the state that the remaining events
 * give it. A reader whom it suppressed or unsubscribed gets mail again, unless something else keeps them out. A
 * dispatch that it paused stays paused until somebody resumes it. Returns false if the event is not in effect.
 */
export async function undoFeedback(
  { source, id }: { readonly source: string; readonly id: string },
  { store, suppressions, clock }: UndoOptions,
): Promise<boolean> {
  const now = clock();
  const isUndone = await store.transaction(async (db) => {
    const found = await selectApplied(db, source, id);
    if (found === undefined) return false;
    await db
      .updateTable('feedback_events')
      .set({ state: 'undone', undone_at: now })
      .where('source', '=', source)
      .where('event', '=', id)
      .execute();
    await moveBack(db, found, now);
    await suppressions.record(db, await bringBack(db, found, { suppressions, now }));
    return true;
  });
  await settleUndone({ source, id }, { store, suppressions, clock });
  return isUndone;
}

/** Undone events: one of them, or those about a person. */
type UndoneFilter = { readonly source: string; readonly id: string } | { readonly subscriber: string };

/**
 * Gives the verdict again on the dispatches of undone events, and on those that suppressed the same people, because a
 * bounce may be one of several that did so together. Also for events that were undone before: the process that took one
 * back may have ended right after its commit.
 */
export async function settleUndone(
  filter: UndoneFilter,
  { store, suppressions, clock }: UndoOptions,
): Promise<void> {
  const { rows } = await store.read((db) => {
    const events =
      'subscriber' in filter
        ? sql`subscriber = ${filter.subscriber}`
        : sql`source = ${filter.source} and event = ${filter.id}`;
    return sql<{ dispatch: number }>`
      select dispatch from feedback_events where state = 'undone' and dispatch is not null and ${events}
      union
      select dispatch from automatic_suppressions where lifted_at is null and subscriber in (
        select subscriber from feedback_events where state = 'undone' and ${events})
      order by dispatch`.execute(db);
  });
  for (const { dispatch } of rows) await settleDispatch(store, Number(dispatch), clock(), suppressions);
}

function selectApplied(db: Database, source: string, id: string) {
  return db
    .selectFrom('feedback_events')
    .select(['source', 'event', 'kind', 'delivery', 'subscriber', 'reader_effect as reader'])
    .where('source', '=', source)
    .where('event', '=', id)
    .where('state', '=', 'applied')
    .executeTakeFirst();
}

async function moveBack(db: Writer, { delivery }: NonNullable<StoredEvent>, now: number): Promise<void> {
  if (delivery === null) return;
  const row = await db
    .selectFrom('deliveries')
    .select(['id', 'state', 'reason', 'reply_code as replyCode'])
    .where('id', '=', delivery)
    .executeTakeFirst();
  if (row !== undefined) await moveDelivery(db, row, now);
}

/** Returns the lines for the journal. */
async function bringBack(
  db: Writer,
  { source, event, kind, subscriber, reader }: NonNullable<StoredEvent>,
  { suppressions, now }: { suppressions: SuppressionList; now: number },
): Promise<Withdrawal[]> {
  const person =
    subscriber === null
      ? undefined
      : await db
          .selectFrom('subscribers')
          .select(['id', 'normalised', 'state'])
          .where('id', '=', subscriber)
          .executeTakeFirst();
  if (person === undefined) return [];
  const { normalised, state } = person;
  const returned = { normalised, kind: 'returned', at: now } as const;
  if (kind === 'complained') {
    const listed = suppressedFromAll((await suppressions.find(db, [normalised])).get(normalised));
    if (listed?.reason !== 'complained' || (await hasComplained(db, person.id))) return [];
    await suppressions.lift(db, normalised, everything);
    const remaining: Withdrawal[] = [];
    const isOut = await hasLeft(db, person.id);
    if (isOut) remaining.push({ normalised, kind: 'left', at: now });
    if (await isSuppressedByVerdict(db, person.id))
      return [returned, ...remaining, { normalised, kind: 'bounced', at: now }];
    if (isOut) {
      await setState(db, person.id, 'unsubscribed', now);
      return [returned, ...remaining];
    }
  } else {
    // The person may have signed up and left again since.
    const last = await lastDecision(db, person.id);
    const isLast = last?.kind === 'withdrawn' && last.evidence === evidenceOf({ source, id: event });
    if (reader !== 'unsubscribed' || state === 'active' || !isLast) return [];
  }
  await recordConsents(db, [
    {
      subscriber: person.id,
      kind: 'added',
      source: 'command',
      evidence: `${takenBack}${source} ${event}`,
      at: now,
    },
  ]);
  // Something else keeps out a person who is suppressed.
  if (kind !== 'complained' && state === 'suppressed') return [];
  await setState(db, person.id, 'active', now);
  return [returned];
}

async function setState(db: Writer, subscriber: string, state: 'active' | 'unsubscribed', now: number) {
  await db
    .updateTable('subscribers')
    .set({ state, updated_at: now })
    .where('id', '=', subscriber)
    .where('state', '!=', state)
    .execute();
}

/** Whether another complaint of this person is in effect. */
async function hasComplained(db: Database, subscriber: string): Promise<boolean> {
  const rows = await db
    .selectFrom('feedback_events')
    .select('event')
    .where('subscriber', '=', subscriber)
    .where('kind', '=', 'complained')
    .where('state', '=', 'applied')
    .limit(1)
    .execute();
  return rows.length > 0;
}
