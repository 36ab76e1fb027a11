import { hostname } from 'node:os';
import type { Store } from '../../store/store.ts';
import { lockHeld, selectHeld } from './held.ts';

/**
 * A process's number in the ledger, larger than any before it. What a process claims bears its number, and it may
 * move on only what still does: so a process that was judged dead cannot send when it wakes up. `lock` names the lock
 * that tells whether it lives.
 */
export function beginEpoch(store: Store, now: number, lock: string | null = null): Promise<number> {
  return store.transaction(async (db) => {
    const row = await db
      .insertInto('epochs')
      .values({
        host: hostname(),
        pid: process.pid,
        started_at: now,
        ended_at: null,
        lock,
        sequence: 0,
      })
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
  { dispatch, epoch, now, lease, ids }: EpochScope & { lease: number; ids: readonly number[] },
): Promise<void> {
  return store.transaction(async (db) => {
    const own = selectHeld(db, dispatch).where('epoch', '=', epoch).where('id', 'in', ids);
    // What is being written by a gate at this moment needs no renewal.
    const { claimed } = await lockHeld(store.kind, own, { skip: true });
    if (claimed.length > 0)
      await db
        .updateTable('deliveries')
        .set({ lease_until: now + lease })
        .where('id', 'in', claimed)
        .execute();
  });
}

/** Ends a process's work: what it claimed and never began is free for others at once. */
export function endEpoch(store: Store, { dispatch, epoch, now }: EpochScope): Promise<void> {
  return store.transaction(async (db) => {
    const own = selectHeld(db, dispatch).where('epoch', '=', epoch);
    const { claimed } = await lockHeld(store.kind, own, { skip: false });
    if (claimed.length > 0)
      await db
        .updateTable('deliveries')
        .set({ state: 'planned', lease_until: 0, updated_at: now })
        .where('id', 'in', claimed)
        .execute();
    await db.updateTable('epochs').set({ ended_at: now }).where('id', '=', epoch).execute();
  });
}
