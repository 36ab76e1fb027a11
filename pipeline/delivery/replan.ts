import type { Store } from '../store/store.ts';

/**
 * A person's word on what the ledger does not decide by itself: sends again what was refused for good, or what is
 * in doubt (its reader may then have it twice). Returns how many are planned again. Whoever was suppressed for the
 * refusal is skipped all the same.
 */
export function replan(
  store: Store,
  dispatch: number,
  { state, ids, now }: { state: 'rejected' | 'uncertain'; ids?: readonly number[]; now: number },
): Promise<number> {
  return store.transaction(async (db) => {
    if (ids?.length === 0) return 0;
    let query = db
      .updateTable('deliveries')
      // Epoch 0: what the old attempt's process may still find out is not about the new one.
      .set({
        state: 'planned',
        epoch: 0,
        attempts: 0,
        first_attempt_at: null,
        next_attempt_at: 0,
        updated_at: now,
      })
      .where('dispatch', '=', dispatch)
      .where('state', '=', state);
    if (ids) query = query.where('id', 'in', ids);
    const { numUpdatedRows } = await query.executeTakeFirst();
    return Number(numUpdatedRows);
  });
}
