import type { Store } from '../../store/store.ts';

/**
 * Plans permanently rejected or uncertain deliveries again, which no run does automatically. The readers of
 * uncertain ones may then get the message twice. Skips suppressed subscribers. `delivery` limits it to one.
 * Returns how many are planned.
 */
export function replan(
  store: Store,
  dispatch: number,
  { state, delivery, now }: { state: 'rejected' | 'uncertain'; delivery?: number | undefined; now: number },
): Promise<number> {
  return store.transaction(async (db) => {
    const { numUpdatedRows } = await db
      .updateTable('deliveries')
      // Epoch 0 prevents a late reply to the old attempt from settling the new one.
      .set({
        state: 'planned',
        epoch: 0,
        attempts: 0,
        first_attempt_at: null,
        next_attempt_at: 0,
        not_before: null,
        not_after: null,
        updated_at: now,
      })
      .where('dispatch', '=', dispatch)
      .where('state', '=', state)
      .$if(delivery !== undefined, (query) => query.where('id', '=', delivery ?? 0))
      .executeTakeFirst();
    return Number(numUpdatedRows);
  });
}
