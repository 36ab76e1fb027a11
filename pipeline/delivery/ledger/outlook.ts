import { sql } from 'kysely';
import type { Database, Store } from '../../store/store.ts';
import { selectHeld } from './held.ts';

/** What is left to do in a dispatch when nothing is due. */
export interface Outlook {
  readonly state: 'active' | 'paused' | 'cancelled';
  readonly reason: string | undefined;
  /** Deliveries that are not settled yet, whoever holds them. */
  readonly open: number;
  /** Those that are held, this process's own left out. */
  readonly elsewhere: number;
  /** When the next one may be claimed, or its holder judged dead; undefined when only this process holds any. */
  readonly nextAt: number | undefined;
}

/** `own` is this process's epoch while it is at work on what it claimed; what it lost hold of is as anyone's else. */
export function readOutlook(store: Store, dispatch: number, own: number | undefined): Promise<Outlook> {
  return store.read(async (db) => {
    const { state, reason } = await db
      .selectFrom('dispatches')
      .select(['state', 'reason'])
      .where('id', '=', dispatch)
      .executeTakeFirstOrThrow();
    const ready = await readReady(db, dispatch);
    const held = await selectHeld(db, dispatch)
      .clearSelect()
      .select(({ fn, eb }) => [
        eb('epoch', '=', own ?? 0).as('mine'),
        fn.countAll<number>().as('count'),
        fn.min('lease_until').as('lease'),
      ])
      .groupBy('mine')
      .execute();
    const elsewhere = held.filter(({ mine }) => !mine);
    const moments = [
      ...(ready.count > 0 ? [ready.at] : []),
      // A lease is over when the clock is past it.
      ...elsewhere.map(({ lease }) => Number(lease) + 1),
    ];
    const sum = (rows: typeof held) => rows.reduce((total, { count }) => total + Number(count), 0);
    return {
      state,
      reason: reason ?? undefined,
      open: ready.count + sum(held),
      elsewhere: sum(elsewhere),
      nextAt: moments.length > 0 ? Math.min(...moments) : undefined,
    };
  });
}

/** Those that may be claimed, now or later, and when the first of them may. */
async function readReady(db: Database, dispatch: number): Promise<{ count: number; at: number }> {
  const row = await db
    .selectFrom('deliveries')
    .leftJoin('paces', (join) =>
      join
        .onRef('paces.dispatch', '=', 'deliveries.dispatch')
        .onRef('paces.domain', '=', 'deliveries.domain')
        .on('paces.not_before', '>', 0),
    )
    .select(({ fn }) => [
      fn.countAll<number>().as('count'),
      fn
        .min(
          sql<number>`case when paces.not_before > next_attempt_at then paces.not_before else next_attempt_at end`,
        )
        .as('at'),
    ])
    .where('deliveries.dispatch', '=', dispatch)
    // Written out, for the partial index to be found by it.
    .where(sql<boolean>`deliveries.state in ('planned', 'deferred')`)
    .executeTakeFirstOrThrow();
  return { count: Number(row.count), at: Number(row.at) };
}
