import type { Database } from '../store/store.ts';

/**
 * The dispatches there are. A subscriber's deliveries are looked for dispatch by dispatch, by the index that keeps
 * them unique: an index of their own would make every planning slower for the sake of a rare question.
 */
export async function allDispatches(db: Database): Promise<number[]> {
  const rows = await db.selectFrom('dispatches').select('id').execute();
  return rows.map(({ id }) => id);
}
