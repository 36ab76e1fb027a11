import { sql } from 'kysely';
import type { Database, Store, Writer } from '../../store/store.ts';

/** A query for the deliveries that a process holds, even a dead one. It reads no settled rows. */
export function selectHeld(db: Database, dispatch: number) {
  return (
    db
      .selectFrom('deliveries')
      .select(['id', 'state'])
      .where('dispatch', '=', dispatch)
      // A literal, so that the partial index applies.
      .where(sql<boolean>`state in ('claimed', 'sending')`)
  );
}

/**
 * Runs the query, locks its rows for writing in the same transaction, and returns their ids by state.
 * PostgreSQL locks them in the order of their ids to avoid deadlocks. `skip` leaves out rows that another
 * transaction is changing.
 */
export async function lockHeld(
  kind: Store['kind'],
  query: ReturnType<typeof selectHeld>,
  { skip }: { skip: boolean },
): Promise<{ claimed: number[]; sending: number[] }> {
  const ordered = query.orderBy('id');
  const locking = kind === 'sqlite' ? ordered : ordered.forUpdate();
  const rows = await (kind === 'postgres' && skip ? locking.skipLocked() : locking).execute();
  const of = (wanted: string) => rows.filter(({ state }) => state === wanted).map(({ id }) => id);
  return { claimed: of('claimed'), sending: of('sending') };
}

/** Plans claimed deliveries again. No process works on them any more, and their messages were not sent. */
export async function releaseClaimed(db: Writer, claimed: readonly number[], now: number): Promise<void> {
  if (claimed.length === 0) return;
  await db
    .updateTable('deliveries')
    .set({ state: 'planned', lease_until: 0, updated_at: now })
    .where('id', 'in', claimed)
    .execute();
}

/** Ends the leases of these deliveries. The next claim recovers them. */
export async function endLeases(db: Writer, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  await db.updateTable('deliveries').set({ lease_until: 0 }).where('id', 'in', ids).execute();
}
