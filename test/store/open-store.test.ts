import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { openStore } from '../../pipeline/store/open-store.ts';
import { createFolder, createStore } from '../delivery/support/ledger.ts';

test('the embedded database writes ahead and syncs at every commit', async () => {
  const store = await createStore();
  const read = (pragma: string) =>
    store.read(
      async (db) =>
        Object.values((await sql<object>`pragma ${sql.raw(pragma)}`.execute(db)).rows[0] ?? {})[0],
    );
  expect(await read('journal_mode')).toBe('wal');
  expect(await read('synchronous')).toBe(2);
  expect(await read('busy_timeout')).toBeGreaterThan(0);
});

test('opening again changes nothing, and several may have it open', async () => {
  const folder = await createFolder();
  const [one, two] = await Promise.all([createStore(folder), createStore(folder)]);
  for (const store of [one, two])
    expect(await store.read((db) => db.selectFrom('meta').selectAll().execute())).toEqual([
      { key: 'schema-version', value: expect.any(String) },
    ]);
});

test('a ledger of a newer version is left alone', async () => {
  const folder = await createFolder();
  const store = await openStore({ folder });
  await store.transaction(async (db) => {
    await db.updateTable('meta').set({ value: '999' }).where('key', '=', 'schema-version').execute();
  });
  await store.close();
  await expect(openStore({ folder })).rejects.toMatchObject({ problems: [{ code: 'store-newer' }] });
});

test('a file that is no database is told', async () => {
  const folder = await createFolder();
  await writeFile(
    join(folder, 'courant.sqlite'),
    'This is not a database, but it is long enough to be one. '.repeat(100),
  );
  await expect(openStore({ folder })).rejects.toMatchObject({ problems: [{ code: 'store-corrupt' }] });
});

test('a transaction waits for another program to end its own', async () => {
  const folder = await createFolder();
  const store = await createStore(folder);
  const other = new DatabaseSync(join(folder, 'courant.sqlite'));
  other.exec('begin immediate');
  let written = false;
  const write = store
    .transaction((db) => db.deleteFrom('subscribers').execute())
    .then(() => {
      written = true;
    });
  // The other program is seen to hold it: a transaction of its own cannot begin either.
  await new Promise((resolve) => setImmediate(resolve));
  expect(written).toBe(false);
  other.exec('commit');
  await write;
  other.close();
});

test('an error of the work itself rolls back and comes out as it is', async () => {
  const store = await createStore();
  const error = new Error('mine');
  const write = store.transaction(async (db) => {
    await db.insertInto('meta').values({ key: 'a', value: 'b' }).execute();
    throw error;
  });
  await expect(write).rejects.toBe(error);
  expect(await store.read((db) => db.selectFrom('meta').select('key').execute())).toEqual([
    { key: 'schema-version' },
  ]);
});
