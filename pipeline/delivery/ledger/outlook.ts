import { sql } from 'kysely';
import type { Database, Store } from '../../store/store.ts';
import { type PresentState, readPresentState } from './dispatch-state.ts';

/** The remaining work of a dispatch while no delivery is due. */
interface Outlook {
  readonly state: PresentState;
  readonly reason: string | undefined;
  /** The number of unsettled deliveries, including those that other processes hold. */
  readonly open: number;
  /** The number of deliveries that other processes hold. */
  readonly elsewhere: number;
  /**
   * When the next delivery may be claimed, or its holder presumed dead, in ms since 1970. Undefined when this
   * process holds all remaining deliveries.
   */
  readonly nextAt: number | undefined;
}

/**
 * `own` is the epoch of this process while it has attempts in progress. Otherwise its rows count as held by
 * another process.
 */
export function readOutlook(store: Store, dispatch: number, own: number | undefined): Promise<Outlook> {
  return store.read(async (db) => {
    const { state, reason } = await readPresentState(db, store.kind, dispatch);
    const groups = await readOpen(db, dispatch, own ?? 0);
    const elsewhere = groups.filter(({ held, mine }) => held && !mine);
    const moments = [
      ...groups.filter(({ held, count }) => !held && count > 0).map(({ at }) => at),
      // At `lease_until` itself, the lease is still valid.
      ...elsewhere.map(({ at }) => at + 1),
    ];
    const sum = (rows: typeof groups) => rows.reduce((total, { count }) => total + count, 0);
    return {
      state,
      reason,
      open: sum(groups),
      elsewhere: sum(elsewhere),
      nextAt: moments.length > 0 ? Math.min(...moments) : undefined,
    };
  });
}

/**
 * Counts the deliveries that may be claimed and those that are held, and finds the earliest time at which
 * either group changes. A single statement does this, because between two statements a delivery could move
 * from one group to the other and be missed. The states are literals, so that the partial indexes apply.
 */
async function readOpen(db: Database, dispatch: number, own: number) {
  const { rows } = await sql<{ held: number; mine: number; count: number; at: number | null }>`
    select 0 as held, 0 as mine, count(*) as count,
      min(case when paces.not_before > next_attempt_at then paces.not_before else next_attempt_at end) as at
    from deliveries
    left join paces on paces.dispatch = deliveries.dispatch and paces.domain = deliveries.domain
      and paces.not_before > 0
    where deliveries.dispatch = ${dispatch} and deliveries.state in ('planned', 'deferred')
    union all
    select 1, case when epoch = ${own} then 1 else 0 end, count(*), min(lease_until)
    from deliveries
    where dispatch = ${dispatch} and state in ('claimed', 'sending')
    group by 2`.execute(db);
  return rows.map((row) => ({
    held: Number(row.held) === 1,
    mine: Number(row.mine) === 1,
    count: Number(row.count),
    at: Number(row.at),
  }));
}
