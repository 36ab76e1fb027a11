import { sql } from 'kysely';
import type { Database, Store } from '../store/store.ts';

interface DeliveredOverTime {
  /**
   * The number of settled deliveries in equal intervals, from the first to the last delivery; empty when
   * there are none.
   */
  readonly overTime: readonly { readonly at: number; readonly count: number }[];
  /** The number of settled deliveries per second, measured over the last 5 seconds. */
  readonly perSecond: number;
}

/** The number of columns in the chart. */
const columns = 48;
/** The period over which the present pace is measured, in ms. */
const window = 5000;

/**
 * Reads when the deliveries of a dispatch were settled. The database counts them, so that it need not return
 * a million rows.
 */
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
    // Literals, because SQLite binds numbers as doubles, and a division of doubles is not an integer
    // division.
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
