import type { Database } from '../store/store.ts';

/**
 * The numbers of all dispatches. A subscriber's deliveries are looked up dispatch by dispatch through the
 * unique index, because a separate index for this rare query would slow down every plan.
 */
export async function allDispatches(db: Database): Promise<number[]> {
  const rows = await db.selectFrom('dispatches').select('id').execute();
  return rows.map(({ id }) => id);
}
