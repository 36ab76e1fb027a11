import { hostname } from 'node:os';
import type { Store } from '../../store/store.ts';
import { selectHeld } from './held.ts';

/** A process that has deliveries of a dispatch in its hands. */
export interface Holder {
  readonly epoch: number;
  readonly host: string;
  readonly pid: number;
  /** Undefined for a process of another machine, of which only its leases tell. */
  readonly isAlive: boolean | undefined;
}

/** The processes that hold deliveries of a dispatch, dead or alive. */
export async function readHolders(store: Store, dispatch: number): Promise<Holder[]> {
  const holders = await store.read((db) =>
    db
      .selectFrom('epochs')
      .select(['id as epoch', 'host', 'pid'])
      .where('id', 'in', selectHeld(db, dispatch).clearSelect().select('epoch'))
      .execute(),
  );
  const here = hostname();
  return holders.map((holder) => ({
    ...holder,
    isAlive: holder.host === here ? isAlive(holder.pid) : undefined,
  }));
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Not permitted means that there is one, of another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
