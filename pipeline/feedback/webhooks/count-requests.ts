import { sql } from 'kysely';
import type { Store, Writer } from '../../store/store.ts';

/** An outcome of a request, or of the events in it; see `webhook-schema.ts`. */
export interface Counted {
  readonly outcome: string;
  readonly detail?: string;
  readonly count?: number;
}

export function countRequests(store: Store, source: string, counted: readonly Counted[]): Promise<void> {
  return store.transaction((db) => addCounts(db, source, counted));
}

export async function addCounts(db: Writer, source: string, counted: readonly Counted[]): Promise<void> {
  const sums = new Map<string, { source: string; outcome: string; detail: string; count: number }>();
  for (const { outcome, detail = '', count = 1 } of counted) {
    const shown = detail.slice(0, longestDetail);
    const key = JSON.stringify([outcome, shown]);
    sums.set(key, { source, outcome, detail: shown, count: (sums.get(key)?.count ?? 0) + count });
  }
  if (sums.size === 0) return;
  // In one order, so that two processes do not deadlock.
  const rows = [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
  await db
    .insertInto('webhook_counts')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .columns(['source', 'outcome', 'detail'])
        .doUpdateSet({ count: sql`webhook_counts.count + excluded.count` }),
    )
    .execute();
}

const longestDetail = 60;

/** Reads the number of requests and events with each outcome. */
export async function readCounts(
  store: Store,
): Promise<readonly { source: string; outcome: string; detail: string; count: number }[]> {
  const rows = await store.read((db) =>
    db
      .selectFrom('webhook_counts')
      .selectAll()
      .orderBy('source')
      .orderBy('outcome')
      .orderBy('detail')
      .execute(),
  );
  return rows.map((row) => ({ ...row, count: Number(row.count) }));
}
