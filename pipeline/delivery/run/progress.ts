import type { Store } from '../../store/store.ts';
import { readCounts } from '../ledger/counts.ts';
import { openStates, type StateCounts, sumStates } from '../ledger/state.ts';

/** The progress of a dispatch, for people to watch. */
export interface DeliveryProgress {
  /** All deliveries by state, including those that other processes settled. */
  readonly counts: StateCounts;
  readonly total: number;
  /** Deliveries for which no attempt is left. */
  readonly settled: number;
  /** Settled deliveries per second since the run began; 0 at its start. */
  readonly perSecond: number;
  /** The seconds left at the present rate; undefined until the first delivery is settled. */
  readonly secondsLeft: number | undefined;
}

interface ProgressOptions {
  readonly store: Store;
  readonly dispatch: number;
  readonly clock: () => number;
  readonly onProgress: ((progress: DeliveryProgress) => void) | undefined;
}

/**
 * The shortest time between two counts of the ledger, in ms. Counting a million rows takes most of a second.
 */
const shortestInterval = 500;
/** The share of the time that counting may take. */
const share = 0.02;

/**
 * Counts the deliveries at intervals and reports the progress. Counting never delays the sending noticeably.
 */
export function createProgress({ store, dispatch, clock, onProgress }: ProgressOptions) {
  const startedAt = clock();
  let settledBefore: number | undefined;
  let nextAt = 0;
  let counting: Promise<StateCounts> | undefined;

  async function count(): Promise<StateCounts> {
    const before = clock();
    const counts = await readCounts(store, dispatch);
    const cost = clock() - before;
    nextAt = clock() + Math.max(shortestInterval, cost / share);
    const total = sumStates(counts);
    const settled = total - sumStates(counts, openStates);
    settledBefore ??= settled;
    const seconds = (clock() - startedAt) / 1000;
    const perSecond = seconds > 0 ? (settled - settledBefore) / seconds : 0;
    const secondsLeft = perSecond > 0 ? Math.ceil((total - settled) / perSecond) : undefined;
    onProgress?.({ counts, total, settled, perSecond, secondsLeft });
    return counts;
  }

  return {
    /** Counts, reports, and returns the counts. */
    async report(): Promise<StateCounts> {
      await counting;
      return count();
    },
    /** Counts and reports if there is a listener and enough time has passed. */
    tick(): void {
      if (!onProgress || counting || clock() < nextAt) return;
      counting = count().finally(() => {
        counting = undefined;
      });
      // The next commit uses the same database and reports the error.
      counting.catch(() => {});
    },
  };
}
