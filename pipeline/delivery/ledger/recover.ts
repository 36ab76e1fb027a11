import { sql } from 'kysely';
import type { Writer } from '../../store/store.ts';

/**
 * Takes back what a process left behind whose lease ran out. Claimed: the final dot was never released, so it is
 * planned again. Sending: it may have been, so nobody but a person may decide, and it stands as uncertain.
 * This is no repair at the start but a part of every claim. What this process has in its hands it settles itself.
 */
export async function recover(
  db: Writer,
  { dispatch, now, inHand }: { dispatch: number; now: number; inHand: readonly number[] },
): Promise<void> {
  const all = db
    .updateTable('deliveries')
    .where('dispatch', '=', dispatch)
    .where('lease_until', '<', now)
    // Written out, for the partial index to be found by it.
    .where(sql<boolean>`state in ('claimed', 'sending')`);
  const overdue = inHand.length > 0 ? all.where('id', 'not in', inHand) : all;
  await overdue
    .where('state', '=', 'claimed')
    .set({ state: 'planned', lease_until: 0, updated_at: now })
    .execute();
  await overdue
    .where('state', '=', 'sending')
    .set({ state: 'uncertain', reason: 'process-lost', lease_until: 0, updated_at: now })
    .execute();
}
