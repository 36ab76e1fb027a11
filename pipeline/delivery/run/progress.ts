import type { Store } from '../../store/store.ts';
import { readCounts } from '../ledger/counts.ts';
import { openStates, type StateCounts, sumStates } from '../ledger/state.ts';

/** How a dispatch stands, for people to watch. */
export interface DeliveryProgress {
  /** By state, whichever process settled them. */
  readonly counts: StateCounts;
  readonly total: number;
  /** Those that nothing more is done about. */
  readonly settled: number;
  /** Settled a second, since the run began; 0 at its beginning. */
  readonly perSecond: number;
  /** At this rate; undefined while nothing can be said. */
  readonly secondsLeft: number | undefined;
}

export interface ProgressOptions {
  readonly store: Store;
  readonly dispatch: number;
  readonly clock: () => number;
  readonly onProgress: ((progress: DeliveryProgress) => void) | undefined;
}

/** How often the ledger is counted at most, in ms. Counting a million rows takes a good part of a second. */
const shortestInterval = 500;
/** The share of the time that counting may take. */
const share = 0.02;

/** Counts the ledger at intervals and reports. Counting never delays the sending by much. */
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
    /** Counts and tells, and returns the counts. */
    async report(): Promise<StateCounts> {
      await counting;
      return count();
    },
    /** The same, when it is time for it and somebody listens. */
    tick(): void {
      if (!onProgress || counting || clock() < nextAt) return;
      counting = count().finally(() => {
        counting = undefined;
      });
      // Reported with the next commit, which meets the same database.
      counting.catch(() => {});
    },
  };
}
