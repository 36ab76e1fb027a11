import { holdLock } from '../../foundation/files/process-lock.ts';
import type { Wait } from '../../foundation/time/wait.ts';
import type { HighWaterMark } from '../../state/high-water-mark.ts';
import type { Store } from '../../store/store.ts';
import { beginEpoch, endEpoch, renewLeases } from '../ledger/epochs.ts';
import { lockFolder } from '../ledger/holders.ts';
import { retry } from './retry.ts';
import type { DeliverySettings } from './settings.ts';

interface BeginRunOptions {
  readonly store: Store;
  readonly dispatch: number;
  readonly mark: HighWaterMark | undefined;
  /** How long a claim lasts without a renewal, in ms. */
  readonly claimLease: number;
  readonly clock: () => number;
  readonly wait: Wait;
  /** Returns the deliveries that the run holds now. */
  readonly inHand: () => readonly number[];
  /** Called when the leases cannot be renewed. */
  readonly onFailure: (error: unknown) => void;
}

/** The values that the parts of a run share. */
export interface RunScope {
  readonly store: Store;
  readonly dispatch: number;
  readonly epoch: number;
  readonly settings: DeliverySettings;
  readonly clock: () => number;
  readonly wait: Wait;
}

/** One process at work on one dispatch. */
export interface Run {
  /** Its number in the ledger. Every claim and every gate of the run carries it. */
  readonly epoch: number;
  /** Raises the high-water mark to this commit. Throws when nothing more may be sent. */
  record(sequence: number): void;
  /** Gives back the deliveries that were claimed and never begun. Other processes need not wait for its leases. */
  end(): Promise<void>;
}

/**
 * Registers this process for work on a dispatch. The process takes a lock, which shows the others that it is
 * alive, gets its epoch, and announces the epoch to the high-water mark outside of the database. Until `end`
 * it renews the leases of the deliveries that it holds. Fails with the problems of the mark:
 * `ledger-restored`, `mark-elsewhere` or `mark-failed`.
 */
export async function beginRun(options: BeginRunOptions): Promise<Run> {
  const { store, dispatch, mark, claimLease, clock, wait, inHand, onFailure } = options;
  await mark?.check();
  const lock = holdLock(lockFolder(store));
  const begin = async () => {
    const epoch = await beginEpoch(store, clock(), lock.name);
    const writer = await mark?.begin({ epoch, ...(await readIdentity(store, dispatch)), beganAt: clock() });
    return { epoch, writer };
  };
  const { epoch, writer } = await begin().catch((error) => {
    lock.release();
    throw error;
  });
  const renewal = setInterval(() => {
    const ids = inHand();
    if (ids.length === 0) return;
    const scope = { dispatch, epoch, ids, now: clock(), lease: claimLease };
    retry(wait, () => renewLeases(store, scope)).catch(onFailure);
  }, claimLease / 3);
  return {
    epoch,
    record: (sequence) => writer?.record(sequence),
    async end() {
      clearInterval(renewal);
      await retry(wait, () => endEpoch(store, { dispatch, epoch, now: clock() })).catch((error) => {
        // The ledger does not know that this run has ended. The lock without a holder shows it.
        lock.abandon();
        throw error;
      });
      lock.release();
      await writer?.close();
    },
  };
}

function readIdentity(store: Store, dispatch: number): Promise<{ issue: string; revision: number }> {
  return store.read((db) =>
    db
      .selectFrom('dispatches')
      .select(['issue', 'revision'])
      .where('id', '=', dispatch)
      .executeTakeFirstOrThrow(),
  );
}
