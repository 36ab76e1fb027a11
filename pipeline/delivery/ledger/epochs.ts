import { hostname } from 'node:os';
import type { Store } from '../../store/store.ts';
import { endLeases, lockHeld, releaseClaimed, selectHeld } from './held.ts';

/**
 * Registers a process in the ledger and returns its number, which is larger than all earlier ones. A claim
 * records this number, and only the process with the number may advance the delivery. So a process that was
 * presumed dead cannot send when it resumes. `lock` names the lock that the process holds while it runs.
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

interface EpochScope {
  readonly dispatch: number;
  readonly epoch: number;
  readonly now: number;
}

/**
 * Extends the leases of the deliveries that the process holds by `lease` (ms). Other rows with its number
 * expire: their claims were committed although the commit seemed to fail.
 */
export function renewLeases(
  store: Store,
  { dispatch, epoch, now, lease, ids }: EpochScope & { lease: number; ids: readonly number[] },
): Promise<void> {
  return store.transaction(async (db) => {
    const own = selectHeld(db, dispatch).where('epoch', '=', epoch).where('id', 'in', ids);
    // A row whose gate is being written at this moment needs no renewal.
    const { claimed } = await lockHeld(store.kind, own, { skip: true });
    if (claimed.length > 0)
      await db
        .updateTable('deliveries')
        .set({ lease_until: now + lease })
        .where('id', 'in', claimed)
        .execute();
  });
}

/**
 * Ends the work of a process. Other processes may claim the deliveries that it did not begin. If it could not write the
 * outcome of a message, because the ledger failed, the next claim of anybody makes that delivery uncertain.
 */
export function endEpoch(store: Store, { dispatch, epoch, now }: EpochScope): Promise<void> {
  return store.transaction(async (db) => {
    const own = selectHeld(db, dispatch).where('epoch', '=', epoch);
    const { claimed, sending } = await lockHeld(store.kind, own, { skip: false });
    await releaseClaimed(db, claimed, now);
    await endLeases(db, sending);
    await db.updateTable('epochs').set({ ended_at: now }).where('id', '=', epoch).execute();
  });
}
