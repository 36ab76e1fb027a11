import type { Store, Writer } from '../../store/store.ts';
import { lockHeld, releaseClaimed, selectHeld } from './held.ts';

/**
 * Recovers deliveries whose lease has expired. A `claimed` one is planned again, because the final dot was
 * never sent. A `sending` one becomes uncertain, because the dot may have been sent, and a person decides.
 * This runs at every claim, not only at the start. It leaves out the deliveries that the calling process
 * still holds.
 */
export async function recover(
  db: Writer,
  kind: Store['kind'],
  { dispatch, now, inHand }: { dispatch: number; now: number; inHand: readonly number[] },
): Promise<void> {
  const all = selectHeld(db, dispatch).where('lease_until', '<', now);
  const overdue = inHand.length > 0 ? all.where('id', 'not in', inHand) : all;
  const { claimed, sending } = await lockHeld(kind, overdue, { skip: true });
  await releaseClaimed(db, claimed, now);
  if (sending.length > 0)
    await db
      .updateTable('deliveries')
      .set({ state: 'uncertain', reason: 'process-lost', lease_until: 0, updated_at: now })
      .where('id', 'in', sending)
      .execute();
}
