import { forgetLock } from '../../foundation/files/process-lock.ts';
import type { Store } from '../../store/store.ts';
import { endLeases, lockHeld, selectHeld } from './held.ts';
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
    await endLeases(db, [...claimed, ...sending]);
  });
  // This is the last step, because a process that finds no lock file has to wait until the leases expire.
  for (const { lock } of dead) if (lock !== null) forgetLock(lockFolder(store), lock);
  return true;
}
