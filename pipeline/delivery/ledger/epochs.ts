import { hostname } from 'node:os';
import { sql } from 'kysely';
import type { Store, Writer } from '../../store/store.ts';

/**
 * A process's number in the ledger, larger than any before it. What a process claims bears its number, and it may
 * move on only what still does: so a process that was judged dead cannot send when it wakes up.
 */
export function beginEpoch(store: Store, now: number): Promise<number> {
  return store.transaction(async (db) => {
    const row = await db
      .insertInto('epochs')

      .values({ host: hostname(), pid: process.pid, started_at: now, ended_at: null, sequence: 0 })
      .returning('id')
      .executeTakeFirstOrThrow();
    return row.id;
  });
}

export interface EpochScope {
  readonly dispatch: number;
  readonly epoch: number;
  readonly now: number;
}

/**
 * Says that the process lives: the deliveries in its hands stay its own for another `lease` (ms). Others that bear
 * its number are left to run out: a claim whose commit was reported lost, and was not.
 */
export function renewLeases(
  store: Store,
  { epoch, now, lease, ids }: EpochScope & { lease: number; ids: readonly number[] },
): Promise<void> {
  return store.transaction(async (db) => {
    await db
      .updateTable('deliveries')
      .set({ lease_until: now + lease })
      .where('id', 'in', ids)
      .where('epoch', '=', epoch)
      .where('state', '=', 'claimed')
      .execute();
  });
}

/** Ends a process's work: what it claimed and never began is free for others at once. */
export function endEpoch(store: Store, { dispatch, epoch, now }: EpochScope): Promise<void> {
  return store.transaction(async (db) => {
    await selectClaimed(db, dispatch, epoch)
      .set({ state: 'planned', lease_until: 0, updated_at: now })
      .execute();
    await db.updateTable('epochs').set({ ended_at: now }).where('id', '=', epoch).execute();
  });
}

function selectClaimed(db: Writer, dispatch: number, epoch: number) {
  return (
    db
      .updateTable('deliveries')
      .where('dispatch', '=', dispatch)
      // Written out, for the partial index to be found by it.
      .where(sql<boolean>`state in ('claimed', 'sending')`)
      .where('state', '=', 'claimed')
      .where('epoch', '=', epoch)
  );
}
