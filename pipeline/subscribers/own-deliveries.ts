import type { Database } from '../store/store.ts';

/**
 * All dispatches. A subscriber's deliveries are looked up dispatch by dispatch with the unique index. A
 * separate index would slow down every plan for the sake of a rare query.
 */
export async function allDispatches(db: Database): Promise<number[]> {
  const rows = await db.selectFrom('dispatches').select('id').execute();
  return rows.map(({ id }) => id);
}
