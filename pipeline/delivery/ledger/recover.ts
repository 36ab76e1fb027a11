import type { Store, Writer } from '../../store/store.ts';
import { lockHeld, selectHeld } from './held.ts';

/**
 * Takes back what a process left behind whose lease ran out. Claimed: the final dot was never released, so it is
 * planned again. Sending: it may have been, so the delivery is uncertain and a person decides.
 * This is no repair at the start but a part of every claim. What this process has in its hands it settles itself.
 */
export async function recover(
  db: Writer,
  kind: Store['kind'],
  { dispatch, now, inHand }: { dispatch: number; now: number; inHand: readonly number[] },
): Promise<void> {
  const all = selectHeld(db, dispatch).where('lease_until', '<', now);
  const overdue = inHand.length > 0 ? all.where('id', 'not in', inHand) : all;
  const { claimed, sending } = await lockHeld(kind, overdue, { skip: true });
  if (claimed.length > 0)
    await db
      .updateTable('deliveries')
      .set({ state: 'planned', lease_until: 0, updated_at: now })
      .where('id', 'in', claimed)
      .execute();
  if (sending.length > 0)
    await db
      .updateTable('deliveries')
      .set({ state: 'uncertain', reason: 'process-lost', lease_until: 0, updated_at: now })
      .where('id', 'in', sending)
      .execute();
}
