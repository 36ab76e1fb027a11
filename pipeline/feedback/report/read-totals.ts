import type { Store } from '../../store/store.ts';

/** How many events there are, by source, kind and state. */
export interface EventTotal {
  readonly source: string;
  readonly kind: string;
  readonly state: string;
  readonly count: number;
}

export async function readEventTotals(store: Store): Promise<EventTotal[]> {
  const rows = await store.read((db) =>
    db
      .selectFrom('feedback_events')
      .select(({ fn }) => ['source', 'kind', 'state', fn.countAll<number>().as('count')])
      .groupBy(['source', 'kind', 'state'])
      .orderBy('source')
      .orderBy('kind')
      .orderBy('state')
      .execute(),
  );
  return rows.map((row) => ({ ...row, count: Number(row.count) }));
}
