import { sql } from 'kysely';
import type { Store, Writer } from '../store/store.ts';

/** The key of the last dispatch whose addresses were removed. */
const progressKey = 'addresses-forgotten';
/** Small enough that no other transaction has to wait noticeably. */
const batchSize = 500;

/**
 * Removes the addresses from the deliveries of dispatches that began before `before` (ms). Each dispatch is
 * processed once. The subscriber id stays, so that nobody gets an issue twice. What came back about them loses its
 * words. Unsettled deliveries keep their address. Returns the number of removed addresses.
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
    total += await forgetDispatch(store, dispatch);
    await store.transaction((db) => rememberProgress(db, dispatch));
  }
  return total;
}

async function forgetDispatch(store: Store, dispatch: number): Promise<number> {
  let total = 0;
  let after = await beforeFirst(store, dispatch);
  while (after !== undefined) {
    const last: number = after;
    const page = await store.transaction((db) => forgetPage(db, dispatch, last));
    total += page.forgotten;
    after = page.last;
  }
  return total;
}

/** A number just below the first id of the dispatch; undefined if it has no deliveries. */
async function beforeFirst(store: Store, dispatch: number): Promise<number | undefined> {
  const row = await store.read((db) =>
    db
      .selectFrom('deliveries')
      // With "id" alone, PostgreSQL reads the deliveries of all earlier dispatches.
      .select(sql<number | null>`min(id + 0)`.as('first'))
      .where('dispatch', '=', dispatch)
      .executeTakeFirst(),
  );
  return row?.first == null ? undefined : Number(row.first) - 1;
}

async function forgetPage(db: Writer, dispatch: number, after: number) {
  const rows = await db
    .selectFrom('deliveries')
    .select(['id', 'address', 'state'])
    // The expression keeps the database from using the index of the dispatch, which would sort all of its deliveries
    // for each page. They are next to each other in the order of their ids.
    .where(sql<boolean>`dispatch + 0 = ${dispatch}`)
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
  if (ids.length > 0) await forgetWords(db, ids);
  return { forgotten: ids.length, last: rows.at(-1)?.id };
}

/** What came back about these deliveries stays, without the words of people and servers. */
async function forgetWords(db: Writer, deliveries: readonly number[]): Promise<void> {
  await db
    .updateTable('feedback_events')
    .set({ diagnostic: null, return_path: null, recipient: null })
    .where('delivery', 'in', deliveries)
    .execute();
}

async function rememberProgress(db: Writer, dispatch: number): Promise<void> {
  const value = String(dispatch);
  await db
    .insertInto('meta')
    .values({ key: progressKey, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute();
}
