import type { Store } from '../../store/store.ts';
import { countStates, type StateCounts } from './state.ts';

export async function readCounts(store: Store, dispatch: number): Promise<StateCounts> {
  const rows = await store.read((db) =>
    db
      .selectFrom('deliveries')
      .select(({ fn }) => ['state', fn.countAll<number>().as('count')])
      .where('dispatch', '=', dispatch)
      .groupBy('state')
      .execute(),
  );
  return countStates(rows.map(({ state, count }) => ({ state, count: Number(count) })));
}
