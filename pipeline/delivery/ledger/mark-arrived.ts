import type { Store } from '../../store/store.ts';
import type { Transport } from '../transport/transport.ts';

/**
 * Finds uncertain deliveries whose message has arrived, and marks them as accepted. Does nothing if the
 * transport cannot look messages up. The process of such a delivery died after it had put the message in
 * place and before the ledger recorded that. A missing message proves nothing, because a delayed process may
 * still write it, so a person decides about those.
 */
export async function markArrived(
  store: Store,
  dispatch: number,
  transport: Transport,
  now: number,
): Promise<void> {
  const { hasArrived } = transport;
  if (!hasArrived) return;
  const rows = await store.read((db) =>
    db
      .selectFrom('deliveries')
      .select(['id', 'address', 'message_id'])
      .where('dispatch', '=', dispatch)
      .where('state', '=', 'uncertain')
      .execute(),
  );
  for (const { id, address, message_id } of rows) {
    if (!(await hasArrived({ messageId: message_id, to: address }))) continue;
    await store.transaction(async (db) => {
      await db
        .updateTable('deliveries')
        .set({ state: 'accepted', reason: 'found', updated_at: now })
        .where('id', '=', id)
        .where('state', '=', 'uncertain')
        .execute();
    });
  }
}
