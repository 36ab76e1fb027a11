import type { Store } from '../../store/store.ts';
import { openStates } from '../state.ts';

/** What is left to do in a dispatch when nothing is due. */
export interface Outlook {
  readonly state: 'active' | 'paused' | 'cancelled';
  readonly reason: string | undefined;
  /** Deliveries that are not settled yet, whoever holds them. */
  readonly open: number;
  /** Those that this process holds. */
  readonly mine: number;
  /** Those that other processes hold. */
  readonly elsewhere: number;
  /** When the next one may be claimed, or its holder judged dead; undefined when only this process holds any. */
  readonly nextAt: number | undefined;
}

export function readOutlook(store: Store, dispatch: number, epoch: number): Promise<Outlook> {
  return store.read(async (db) => {
    const { state, reason } = await db
      .selectFrom('dispatches')
      .select(['state', 'reason'])
      .where('id', '=', dispatch)
      .executeTakeFirstOrThrow();
    const groups = await db
      .selectFrom('deliveries')
      .select(({ fn, eb }) => [
        'state',
        eb('epoch', '=', epoch).as('mine'),
        fn.countAll<number>().as('count'),
        fn.min('next_attempt_at').as('attempt'),
        fn.min('lease_until').as('lease'),
      ])
      .where('dispatch', '=', dispatch)
      .where('state', 'in', openStates)
      .groupBy(['state', 'mine'])
      .execute();
    const isHeld = (row: (typeof groups)[number]) => row.state === 'claimed' || row.state === 'sending';
    const moments = groups.flatMap((row) => {
      if (!isHeld(row)) return [Number(row.attempt)];
      return row.mine ? [] : [Number(row.lease) + 1];
    });
    const sum = (rows: typeof groups) => rows.reduce((total, { count }) => total + Number(count), 0);
    return {
      state,
      reason: reason ?? undefined,
      open: sum(groups),
      mine: sum(groups.filter((row) => isHeld(row) && Boolean(row.mine))),
      elsewhere: sum(groups.filter((row) => isHeld(row) && !row.mine)),
      nextAt: moments.length > 0 ? Math.min(...moments) : undefined,
    };
  });
}
