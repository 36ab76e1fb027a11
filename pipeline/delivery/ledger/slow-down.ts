import type { Store } from '../../store/store.ts';
import type { DeliverySettings } from '../settings.ts';

/** Leaves a domain alone for a while that said we are too fast, and longer each time. */
export function slowDown(
  store: Store,
  {
    dispatch,
    domain,
    now,
    slowDown,
  }: { dispatch: number; domain: string; now: number } & Pick<DeliverySettings, 'slowDown'>,
): Promise<void> {
  return store.transaction(async (db) => {
    await db
      .insertInto('paces')
      .values({ dispatch, domain, started_at: now, free_at: 0, not_before: 0, slowdowns: 0 })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const row = await db
      .selectFrom('paces')
      .select(['slowdowns', 'not_before'])
      .where('dispatch', '=', dispatch)
      .where('domain', '=', domain)
      .executeTakeFirstOrThrow();
    // Several connections hear it at the same time: that is one complaint.
    if (row.not_before > now) return;
    const delay = Math.min(slowDown.first * 2 ** Math.min(row.slowdowns, 30), slowDown.longest);
    await db
      .updateTable('paces')
      .set({ not_before: now + delay, slowdowns: row.slowdowns + 1 })
      .where('dispatch', '=', dispatch)
      .where('domain', '=', domain)
      .execute();
  });
}
