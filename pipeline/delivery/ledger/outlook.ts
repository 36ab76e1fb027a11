import { sql } from 'kysely';
import type { Store } from '../../store/store.ts';
import { openStates } from '../state.ts';

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
    const groups = await db
      .selectFrom('deliveries')
      .leftJoin('paces', (join) =>
        join
          .onRef('paces.dispatch', '=', 'deliveries.dispatch')
          .onRef('paces.domain', '=', 'deliveries.domain')
          .on('paces.not_before', '>', 0),
      )
      .select(({ fn, eb }) => [
        'state',
        eb('epoch', '=', own ?? 0).as('mine'),
        fn.countAll<number>().as('count'),
        fn
          .min(
            sql<number>`case when paces.not_before > next_attempt_at then paces.not_before else next_attempt_at end`,
          )
          .as('attempt'),
        fn.min('lease_until').as('lease'),
      ])
      .where('deliveries.dispatch', '=', dispatch)
      .where('state', 'in', openStates)
      .groupBy(['state', 'mine'])
      .execute();
    const isHeld = (row: (typeof groups)[number]) => row.state === 'claimed' || row.state === 'sending';
    const elsewhere = groups.filter((row) => isHeld(row) && !row.mine);
    const moments = [
      ...groups.filter((row) => !isHeld(row)).map(({ attempt }) => Number(attempt)),
      ...elsewhere.map(({ lease }) => Number(lease) + 1),
    ];
    const sum = (rows: typeof groups) => rows.reduce((total, { count }) => total + Number(count), 0);
    return {
      state,
      reason: reason ?? undefined,
      open: sum(groups),
      elsewhere: sum(elsewhere),
      nextAt: moments.length > 0 ? Math.min(...moments) : undefined,
    };
  });
}
