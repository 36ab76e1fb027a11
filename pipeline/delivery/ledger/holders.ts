import { join } from 'node:path';
import { isLockHeld, isOwnLock } from '../../foundation/files/process-lock.ts';
import type { Store } from '../../store/store.ts';
import { selectHeld } from './held.ts';

/** A process that holds deliveries of a dispatch. */
interface Holder {
  readonly epoch: number;
  /** The name of its lock; null for a process of an earlier version. */
  readonly lock: string | null;
  readonly isThisProcess: boolean;
  /** Undefined for a process on another machine, because only its leases show whether it is alive. */
  readonly isAlive: boolean | undefined;
}

/** The folder in which each process on this machine holds a lock while it runs. */
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
