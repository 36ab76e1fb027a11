import { sql } from 'kysely';
import type { Database, Store } from '../store/store.ts';

export interface DeliveredOverTime {
  /** Deliveries that were settled, in equal steps from the first to the last; empty when there was none. */
  readonly overTime: readonly { readonly at: number; readonly count: number }[];
  /** Settled a second, of late. */
  readonly perSecond: number;
}

/** How many columns the picture over time has. */
const columns = 48;
/** What counts as of late, in ms. */
const window = 5000;

/** When deliveries of a dispatch were settled. Added up by the database: a million rows are not carried here. */
export function readOverTime(store: Store, dispatch: number, now: number): Promise<DeliveredOverTime> {
  return store.read(async (db) => {
    const { first, last, recent } = await selectSettled(db, dispatch)
      .select(({ fn }) => [
        fn.min('updated_at').as('first'),
        fn.max('updated_at').as('last'),
        sql<number>`sum(case when updated_at > ${now - window} then 1 else 0 end)`.as('recent'),
      ])
      .executeTakeFirstOrThrow();
    if (first === null) return { overTime: [], perSecond: 0 };
    const step = Math.max(1, Math.ceil((last - first + 1) / columns));
    // Whole numbers, written out: bound ones are doubles to SQLite, and would not be divided without a rest.
    const column = sql<number>`(updated_at - ${sql.lit(first)}) / ${sql.lit(step)}`;
    const rows = await selectSettled(db, dispatch)
      .select(({ fn }) => [column.as('column'), fn.countAll<number>().as('count')])
      .groupBy(column)
      .execute();
    const counts = new Map(rows.map(({ column: at, count }) => [Number(at), Number(count)]));
    const overTime = Array.from({ length: columns }, (_, at) => ({
      at: first + at * step,
      count: counts.get(at) ?? 0,
    }));
    return { overTime, perSecond: Number(recent) / (window / 1000) };
  });
}

function selectSettled(db: Database, dispatch: number) {
  return db
    .selectFrom('deliveries')
    .where('dispatch', '=', dispatch)
    .where('state', 'in', ['accepted', 'rejected', 'uncertain', 'expired', 'bounced']);
}
