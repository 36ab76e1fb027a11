import { minute } from '../../foundation/time/durations.ts';
import type { Store } from '../../store/store.ts';
import { countRequests } from './count-requests.ts';

/** The counts of refused requests that are not written yet. */
export interface Refusals {
  /** Counts a request. Writes if the last time is a minute ago. */
  count(source: string, outcome: string): Promise<void>;
  /** Writes what is not written yet. If that fails, the next call tries again. */
  write(): Promise<void>;
}

/**
 * Counts refused requests. Anybody can send these, and many of them, so that one write a minute has to be enough for
 * all.
 */
export function createRefusals({
  store,
  clock,
}: {
  readonly store: Store;
  readonly clock: () => number;
}): Refusals {
  const counts = new Map<string, { source: string; outcome: string; count: number }>();
  let nextAt = 0;

  function add(source: string, outcome: string, count: number) {
    const key = `${source} ${outcome}`;
    counts.set(key, { source, outcome, count: (counts.get(key)?.count ?? 0) + count });
  }

  async function write() {
    nextAt = clock() + minute;
    const taken = [...counts.values()];
    counts.clear();
    for (const [index, { source, ...counted }] of taken.entries()) {
      try {
        await countRequests(store, source, [counted]);
      } catch (error) {
        for (const each of taken.slice(index)) add(each.source, each.outcome, each.count);
        throw error;
      }
    }
  }

  return {
    write,
    async count(source, outcome) {
      add(source, outcome, 1);
      if (clock() >= nextAt) await write();
    },
  };
}
