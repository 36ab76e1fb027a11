import type { Store } from '../../store/store.ts';

/**
 * Plans deliveries again that the ledger never resends without a person: permanently rejected ones, or
 * uncertain ones (their reader may then get the message twice). Returns how many are planned. A suppressed
 * subscriber is skipped.
 */
export function replan(
  store: Store,
  dispatch: number,
  { state, now }: { state: 'rejected' | 'uncertain'; now: number },
): Promise<number> {
  return store.transaction(async (db) => {
    const { numUpdatedRows } = await db
      .updateTable('deliveries')
      // Epoch 0: a late reply to the old attempt must not settle the new one.
      .set({
        state: 'planned',
        epoch: 0,
        attempts: 0,
        first_attempt_at: null,
        next_attempt_at: 0,
        updated_at: now,
      })
      .where('dispatch', '=', dispatch)
      .where('state', '=', state)
      .executeTakeFirst();
    return Number(numUpdatedRows);
  });
}
