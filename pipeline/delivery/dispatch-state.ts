import type { Store } from '../store/store.ts';

/**
 * Halts a dispatch or lets it go on; every process that delivers it obeys at its next gate. The reason is a sentence
 * for a person. A cancelled dispatch stays so.
 */
export function setDispatchState(
  store: Store,
  dispatch: number,
  { state, reason, now }: { state: 'active' | 'paused' | 'cancelled'; reason?: string; now: number },
): Promise<void> {
  return store.transaction(async (db) => {
    await db
      .updateTable('dispatches')
      .set({ state, reason: reason ?? null, updated_at: now })
      .where('id', '=', dispatch)
      .where('state', '!=', 'cancelled')
      .execute();
  });
}
