import { sql } from 'kysely';
import { hour } from '../foundation/time/durations.ts';
import type { Database, Store } from '../store/store.ts';

interface StateCount {
  readonly state: string;
  readonly count: number;
}

interface KeptCounts {
  readonly states: readonly StateCount[];
  /** In milliseconds since 1970. */
  readonly until: number;
}

/**
 * How long this process keeps the counts of a settled dispatch, in ms. Only mail that comes back changes them.
 * Counting a million deliveries takes most of a second, and a monitor asks every few seconds.
 */
const keepFor = hour;

const kept = new WeakMap<Store, ReadonlyMap<number, KeptCounts>>();

/** Counts the deliveries of dispatches by state. The counts of settled dispatches may be an hour old. */
export async function countDeliveries(
  store: Store,
  dispatches: readonly number[],
  now: number,
): Promise<ReadonlyMap<number, readonly StateCount[]>> {
  const before = kept.get(store);
  const counts = new Map<number, KeptCounts>();
  for (const dispatch of dispatches) {
    const known = before?.get(dispatch);
    const isCurrent = known !== undefined && known.until > now;
    const isSettled = !(await store.read((db) => hasOpen(db, dispatch)));
    if (isSettled && isCurrent) counts.set(dispatch, known);
    else {
      const states = await store.read((db) => countStates(db, dispatch));
      counts.set(dispatch, { states, until: isSettled ? now + keepFor : now });
    }
  }
  kept.set(store, counts);
  return new Map([...counts].map(([dispatch, { states }]) => [dispatch, states]));
}

/** The states are literals, and in two queries, so that the partial indexes apply. */
async function hasOpen(db: Database, dispatch: number): Promise<boolean> {
  const { rows } = await sql<{ open: number }>`select case
    when exists (select 1 from deliveries where dispatch = ${dispatch} and state in ('planned', 'deferred'))
      or exists (select 1 from deliveries where dispatch = ${dispatch} and state in ('claimed', 'sending'))
    then 1 else 0 end as open`.execute(db);
  return Number(rows[0]?.open) === 1;
}

async function countStates(db: Database, dispatch: number): Promise<StateCount[]> {
  const rows = await db
    .selectFrom('deliveries')
    .select(({ fn }) => ['state', fn.countAll<number>().as('count')])
    .where('dispatch', '=', dispatch)
    .groupBy('state')
    .orderBy('state')
    .execute();
  return rows.map(({ state, count }) => ({ state, count: Number(count) }));
}
