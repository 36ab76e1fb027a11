import { join } from 'node:path';
import { isLockHeld, isOwnLock } from '../../foundation/files/process-lock.ts';
import type { Store } from '../../store/store.ts';
import { selectHeld } from './held.ts';

/** A process that has deliveries of a dispatch in its hands. */
export interface Holder {
  readonly epoch: number;
  /** The name of its lock; null for a process of an earlier version. */
  readonly lock: string | null;
  readonly isThisProcess: boolean;
  /** Undefined for a process of another machine, of which only its leases tell. */
  readonly isAlive: boolean | undefined;
}

/** Where the processes of this machine hold a lock for as long as they live. */
export const lockFolder = ({ folder }: Pick<Store, 'folder'>) => join(folder, 'run');

/** The processes that hold deliveries of a dispatch, dead or alive. */
export async function readHolders(store: Store, dispatch: number): Promise<Holder[]> {
  const holders = await store.read((db) =>
    db
      .selectFrom('epochs')
      .select(['id as epoch', 'lock'])
      .where('id', 'in', selectHeld(db, dispatch).clearSelect().select('epoch'))
      .execute(),
  );
  return holders.map(({ epoch, lock }) => ({
    epoch,
    lock,
    isThisProcess: lock !== null && isOwnLock(lock),
    isAlive: lock === null ? undefined : isLockHeld(lockFolder(store), lock),
  }));
}
