import { DatabaseSync } from 'node:sqlite';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { databaseFile } from '../../pipeline/store/back-up.ts';
import { copyStore } from '../../pipeline/store/copy-store.ts';
import { openStore } from '../../pipeline/store/open-store.ts';
import type { Store } from '../../pipeline/store/store.ts';
import { addSubscribers, planned } from '../delivery/support/audience.ts';
import { createDatabase } from './support/databases.ts';

const readers = Array.from({ length: 3000 }, (_, index) => `reader${index}@example.org,en,Zoë ${index}`);

/** A SQLite ledger with a dispatch, and an empty PostgreSQL database. */
async function prepare() {
  const { folder } = await createDatabase();
  const store = await openStore({ folder });
  await addSubscribers(store, readers);
  const dispatch = await planned(store);
  await store.close();
  const { databaseUrl = '', open } = await createDatabase('postgres');
  return { folder, databaseUrl, dispatch, open };
}

const countOf = (store: Store, table: string) =>
  store.read(async (db) => {
    const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(table)}`.execute(
      db,
    );
    return Number(rows[0]?.count);
  });

test('a ledger moves to PostgreSQL with every row, its name, and numbers that continue', async () => {
  const { folder, databaseUrl, dispatch, open } = await prepare();
  const before = new DatabaseSync(databaseFile(folder), { readOnly: true });
  const ledger = before.prepare(`select value from meta where key = 'ledger'`).get()?.['value'];
  before.close();
  const seen: string[] = [];
  const rows = await copyStore({ folder, databaseUrl, onProgress: (table) => seen.push(table) });
  expect(rows.get('subscribers')).toBe(3000);
  expect(rows.get('deliveries')).toBe(3000);
  expect(seen.filter((table) => table === 'deliveries').length, 'in batches').toBeGreaterThan(1);

  const store = await open();
  expect(await countOf(store, 'deliveries')).toBe(3000);
  const meta = await store.read((db) => db.selectFrom('meta').selectAll().orderBy('key').execute());
  expect(meta.find(({ key }) => key === 'ledger')?.value).toBe(ledger);
  expect(meta.filter(({ key }) => key.startsWith('copied'))).toEqual([{ key: 'copied from', value: ledger }]);
  expect(await planned(store, { issue: 'another' })).toBe(dispatch + 1);
  // There is one ledger.
  await expect(openStore({ folder })).rejects.toMatchObject({ problems: [{ code: 'store-moved' }] });
});

test('a copy that was interrupted continues, and one that somebody has changed is found', async () => {
  const { folder, databaseUrl, open } = await prepare();
  const stop = new Error('The machine was switched off.');
  const interrupted = copyStore({
    folder,
    databaseUrl,
    onProgress(table) {
      if (table === 'deliveries') throw stop;
    },
  });
  await expect(interrupted).rejects.toBe(stop);
  const store = await open();
  const first = await countOf(store, 'deliveries');
  expect(first).toBeGreaterThan(0);
  expect(first).toBeLessThan(3000);

  await store.transaction((db) =>
    db.updateTable('subscribers').set({ name: 'Zoe' }).where('address', '=', 'reader7@example.org').execute(),
  );
  await expect(copyStore({ folder, databaseUrl })).rejects.toMatchObject({
    problems: [{ code: 'copy-differs', message: expect.stringContaining(': subscribers.') }],
  });
  await store.transaction((db) =>
    db
      .updateTable('subscribers')
      .set({ name: 'Zoë 7' })
      .where('address', '=', 'reader7@example.org')
      .execute(),
  );
  expect((await copyStore({ folder, databaseUrl })).get('deliveries')).toBe(3000);
});

test('a database that has a ledger of its own, and a ledger in use, are left alone', async () => {
  const { folder, databaseUrl, open } = await prepare();
  const target = await open();
  await addSubscribers(target, ['own@example.org,en,']);
  await expect(copyStore({ folder, databaseUrl })).rejects.toMatchObject({
    problems: [{ code: 'copy-target' }],
  });
  expect(await countOf(target, 'subscribers')).toBe(1);
  const busy = await openStore({ folder });
  await expect(copyStore({ folder, databaseUrl })).rejects.toMatchObject({
    problems: [{ code: 'store-in-use' }],
  });
  await busy.close();
});
