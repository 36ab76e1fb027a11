import type { Store } from '../store/store.ts';
import type { Transport } from './transport/transport.ts';

/**
 * Looks for the uncertain deliveries of a dispatch where the transport can look, and accepts those that arrived:
 * their process died after the message was in its place and before the ledger knew. What is not there proves
 * nothing (a process that is only held up may still put it there), so that stays with a person.
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
