import type { Store, Writer } from '../../store/store.ts';
import { lockHeld, releaseClaimed, selectHeld } from './held.ts';

/**
 * Recovers the deliveries of a process whose lease expired. Claimed: the final dot was never sent, so the
 * delivery is planned again. Sending: it may have been sent, so the delivery is uncertain and a person
 * decides. Every claim does this, not only the start. A process settles the deliveries that it holds itself.
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
