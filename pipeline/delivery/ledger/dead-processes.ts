import { hostname } from 'node:os';
import { sql } from 'kysely';
import type { Store } from '../../store/store.ts';

/**
 * Ends the leases of processes of this machine that are gone, so that nobody waits for them to run out; the next
 * claim recovers what they held. A mistake here costs nothing: a lease only says who may go on with a delivery,
 * and whether a message is sent is decided at its gate. Returns whether there were any.
 */
export async function voidLeasesOfDead(store: Store, dispatch: number): Promise<boolean> {
  const holders = await store.read((db) =>
    db
      .selectFrom('epochs')
      .select(['id', 'pid'])
      .where('host', '=', hostname())
      .where(
        'id',
        'in',
        db.selectFrom('deliveries').select('epoch').where('dispatch', '=', dispatch).where(isHeld),
      )
      .execute(),
  );
  const dead = holders.filter(({ pid }) => !isAlive(pid)).map(({ id }) => id);
  if (dead.length === 0) return false;
  await store.transaction(async (db) => {
    await db
      .updateTable('deliveries')
      .set({ lease_until: 0 })
      .where('dispatch', '=', dispatch)
      .where(isHeld)
      .where('epoch', 'in', dead)
      .execute();
  });
  return true;
}

/** Written out, for the partial index to be found by it. */
const isHeld = sql<boolean>`state in ('claimed', 'sending')`;

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Not permitted means that there is one, of another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
