import { sql } from 'kysely';
import type { Database, Store } from '../../store/store.ts';

/** The reason of an expired delivery whose window passed before its first attempt. */
export const lateReason = 'window';

/**
 * A condition for deliveries whose window passed before their first attempt. It is a literal, so that the
 * index applies.
 */
export const isLate = sql<boolean>`deliveries.state = 'expired' and deliveries.reason = 'window'`;

export async function countLate(db: Database, dispatch: number): Promise<number> {
  const { count } = await db
    .selectFrom('deliveries')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('dispatch', '=', dispatch)
    .where(isLate)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Plans late deliveries again, because a person wants them sent now. */
export function replanLate(store: Store, dispatch: number, now: number): Promise<void> {
  return store.transaction(async (db) => {
    await db
      .updateTable('deliveries')
      .set({
        state: 'planned',
        reason: null,
        epoch: 0,
        next_attempt_at: 0,
        not_before: null,
        not_after: null,
        updated_at: now,
      })
      .where('dispatch', '=', dispatch)
      .where(isLate)
      .execute();
  });
}
