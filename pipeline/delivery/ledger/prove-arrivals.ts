import type { Store } from '../../store/store.ts';
import type { Transport } from '../transport/transport.ts';

/**
 * Checks whether uncertain deliveries have arrived, where the transport can look, and marks those as
 * accepted: their process died after the message was in place and before the ledger recorded it. A missing
 * message proves nothing, because a process that is only delayed may still write it. A person decides about
 * those.
 */
export async function proveArrivals(
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
