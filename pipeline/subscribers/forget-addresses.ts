import { sql } from 'kysely';
import type { Store, Writer } from '../store/store.ts';

/** The key of the last dispatch whose addresses were removed. */
const progressKey = 'addresses-forgotten';
/** Small enough that no other transaction has to wait noticeably. */
const batchSize = 500;

/**
 * Removes the addresses from the deliveries of dispatches that began before `before` (ms). Each dispatch is
 * processed once. The subscriber id stays, so that nobody gets an issue twice. Unsettled deliveries keep
 * their address. Returns the number of removed addresses.
 */
export async function forgetAddresses(store: Store, before: number): Promise<number> {
  const dispatches = await store.read(async (db) => {
    const done = await db
      .selectFrom('meta')
      .select('value')
      .where('key', '=', progressKey)
      .executeTakeFirst();
    return db
      .selectFrom('dispatches')
      .select('id')
      .where('created_at', '<', before)
      .where('id', '>', Number(done?.value ?? 0))
      .orderBy('id')
      .execute();
  });
  let total = 0;
  for (const { id: dispatch } of dispatches) {
    for (let after: number | undefined = 0; after !== undefined; ) {
      const page: { forgotten: number; last: number | undefined } = await store.transaction((db) =>
        forgetPage(db, dispatch, after ?? 0),
      );
      total += page.forgotten;
      after = page.last;
    }
    await store.transaction((db) => rememberProgress(db, dispatch));
  }
  return total;
}

async function forgetPage(db: Writer, dispatch: number, after: number) {
  const rows = await db
    .selectFrom('deliveries')
    .select(['id', 'address', 'state'])
    .where('dispatch', '=', dispatch)
    .where('id', '>', after)
    .orderBy('id')
    .limit(batchSize)
    .execute();
  const open = ['planned', 'claimed', 'sending', 'deferred', 'uncertain'];
  const ids = rows
    .filter(({ address, state }) => address !== 'erased' && !open.includes(state))
    .map(({ id }) => id);
  if (ids.length > 0)
    await db
      .updateTable('deliveries')
      .set({
        address: 'erased',
        normalised: sql`'erased:' || subscriber`,
        domain: 'erased',
        name: null,
        reply_text: null,
      })
      .where('id', 'in', ids)
      .execute();
  return { forgotten: ids.length, last: rows.at(-1)?.id };
}

async function rememberProgress(db: Writer, dispatch: number): Promise<void> {
  const value = String(dispatch);
  await db
    .insertInto('meta')
    .values({ key: progressKey, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute();
}
