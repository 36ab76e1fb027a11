import { sql } from 'kysely';
import { createStatement } from '../../store/create-statement.ts';
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
  const mine = new Set(inHand);
  const found = await selectOverdue(db, kind, { dispatch, now });
  if (found.every(({ id }) => mine.has(id))) return;
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

/** Nearly always there is none, so the statement that finds out is built only once. */
const selectOverdue = createStatement((db, { dispatch, now }: { dispatch: number; now: number }) =>
  db
    .selectFrom('deliveries')
    .select('id')
    .where('dispatch', '=', dispatch)
    // A literal, so that the partial index applies.
    .where(sql<boolean>`state in ('claimed', 'sending')`)
    .where('lease_until', '<', now),
);
