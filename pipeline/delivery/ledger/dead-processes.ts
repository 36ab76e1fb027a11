import { forgetLock } from '../../foundation/files/process-lock.ts';
import type { Store } from '../../store/store.ts';
import { lockHeld, selectHeld } from './held.ts';
import { lockFolder, readHolders } from './holders.ts';

/**
 * Ends the leases of this machine's dead processes, so that nobody has to wait until they expire. The next
 * claim recovers their deliveries. A mistake here is harmless: a lease only decides who may continue a
 * delivery, and the gate decides whether a message is sent. Returns whether any process was dead.
 */
export async function voidLeasesOfDead(store: Store, dispatch: number): Promise<boolean> {
  const holders = await readHolders(store, dispatch);
  const dead = holders.filter(({ isAlive }) => isAlive === false);
  if (dead.length === 0) return false;
  const epochs = dead.map(({ epoch }) => epoch);
  await store.transaction(async (db) => {
    const theirs = selectHeld(db, dispatch).where('epoch', 'in', epochs);
    const { claimed, sending } = await lockHeld(store.kind, theirs, { skip: true });
    const ids = [...claimed, ...sending];
    if (ids.length > 0)
      await db.updateTable('deliveries').set({ lease_until: 0 }).where('id', 'in', ids).execute();
  });
  // This is the last step, because a process that finds no lock file has to wait until the leases expire.
  for (const { lock } of dead) if (lock !== null) forgetLock(lockFolder(store), lock);
  return true;
}
