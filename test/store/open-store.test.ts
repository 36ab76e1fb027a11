import { readFileSync, statSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { openStore } from '../../pipeline/store/open-store.ts';
import type { Database, Store } from '../../pipeline/store/store.ts';
import { createFolder } from '../delivery/support/ledger.ts';
import { createDatabase, kinds } from './support/databases.ts';

test('the embedded database writes ahead and syncs at every commit', async () => {
  const store = await (await createDatabase()).open();
  const read = (pragma: string) =>
    store.read(
      async (db) =>
        Object.values((await sql<object>`pragma ${sql.raw(pragma)}`.execute(db)).rows[0] ?? {})[0],
    );
  expect(await read('journal_mode')).toBe('wal');
  expect(await read('synchronous')).toBe(2);
  expect(await read('busy_timeout')).toBeGreaterThan(0);
});

test('its files are for their owner alone, and keep nothing of an address that was deleted', async () => {
  const { folder, open } = await createDatabase();
  const store = await open();
  const address = 'somebody-to-forget@example.org';
  const row = { id: 'a', address, normalised: address, state: 'active', source: 'form' } as const;
  const times = { created_at: 0, updated_at: 0 };
  await store.transaction((db) =>
    db
      .insertInto('subscribers')
      .values({ ...row, ...times })
      .execute(),
  );
  const files = ['courant.sqlite', 'courant.sqlite-wal', 'courant.sqlite-shm'].map((name) =>
    join(folder, name),
  );
  const modes = files.map((file) => (statSync(file).mode & 0o777).toString(8));
  if (process.platform !== 'win32') expect(modes).toEqual(['600', '600', '600']);
  const isThere = () => files.some((file) => readFileSync(file).includes(address));
  expect(isThere()).toBe(true);
  await store.transaction((db) => db.deleteFrom('subscribers').execute());
  await store.purge();
  expect(isThere()).toBe(false);
});

test('a file that is not a database is reported', async () => {
  const folder = await createFolder();
  await writeFile(
    join(folder, 'courant.sqlite'),
    'This is not a database, but it is long enough to be one. '.repeat(100),
  );
  await expect(openStore({ folder })).rejects.toMatchObject({ problems: [{ code: 'store-corrupt' }] });
});

test.skipIf(process.platform === 'win32').each([
  ['deleted', (file: string) => rm(file)],
  ['replaced', (file: string) => writeFile(`${file}.new`, '').then(() => rename(`${file}.new`, file))],
])('a file that is %s takes no change any more', async (_, change) => {
  const { folder, open } = await createDatabase();
  const store = await open();
  await change(join(folder, 'courant.sqlite'));
  for (const _attempt of [1, 2])
    await expect(store.transaction((db) => db.deleteFrom('subscribers').execute())).rejects.toMatchObject({
      problems: [{ code: 'store-deleted' }],
    });
  expect(await store.read((db) => db.selectFrom('subscribers').select('id').execute())).toEqual([]);
});

test('a transaction waits for another program to end its own', async () => {
  const { folder, open } = await createDatabase();
  const store = await open();
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

describe.each(kinds)('on %s', (kind) => {
  test('opening again changes nothing, and several may open it at once', async () => {
    const database = await createDatabase(kind);
    for (const store of await Promise.all([database.open(), database.open(), database.open()]))
      expect(
        await store.read((db) =>
          db.selectFrom('meta').selectAll().where('key', '=', 'schema-version').execute(),
        ),
      ).toEqual([{ key: 'schema-version', value: expect.any(String) }]);
  });

  test('a ledger of a newer version is left alone', async () => {
    const database = await createDatabase(kind);
    const store = await database.open();
    await store.transaction(async (db) => {
      await db.updateTable('meta').set({ value: '999' }).where('key', '=', 'schema-version').execute();
    });
    await expect(database.open()).rejects.toMatchObject({ problems: [{ code: 'store-newer' }] });
  });

  test('an error of the work itself rolls back and comes out as it is', async () => {
    const store = await (await createDatabase(kind)).open();
    const error = new Error('mine');
    const write = store.transaction(async (db) => {
      await db.insertInto('meta').values({ key: 'a', value: 'b' }).execute();
      throw error;
    });
    await expect(write).rejects.toBe(error);
    expect(
      await store.read((db) => db.selectFrom('meta').select('key').where('key', '=', 'a').execute()),
    ).toEqual([]);
  });

  test('two transactions that lock the same rows in different orders both get through', async () => {
    const database = await createDatabase(kind);
    const [one, two] = [await database.open(), await database.open()];
    await one.transaction(async (db) => {
      await db
        .insertInto('meta')
        .values([
          { key: 'a', value: '' },
          { key: 'b', value: '' },
        ])
        .execute();
    });
    const append = (store: Store, keys: string[], mark: string) =>
      store.transaction(async (db) => {
        for (const key of keys)
          await db
            .updateTable('meta')
            .set({ value: sql`value || cast(${mark} as text)` })
            .where('key', '=', key)
            .execute();
      });
    await Promise.all(
      Array.from({ length: 6 }, (_, i) => append(i % 2 ? one : two, i % 2 ? ['a', 'b'] : ['b', 'a'], 'x')),
    );
    const rows = await one.read((db) =>
      db.selectFrom('meta').select('value').where('key', 'in', ['a', 'b']).execute(),
    );
    expect(rows.map(({ value }) => value.length)).toEqual([6, 6]);
  });
});

test('PostgreSQL ends the transaction of a process that has stopped, and the process can repeat it', async () => {
  const { open } = await createDatabase('postgres');
  const store = await open();
  const other = await open();
  const pauseOf = async (db: Database) =>
    (
      await sql<{
        pause: string;
      }>`select current_setting('idle_in_transaction_session_timeout') as pause`.execute(db)
    ).rows[0]?.pause;
  expect(await store.read(pauseOf)).toBe('1min');

  const stopped = store.transaction(async (db) => {
    await sql`lock table dispatches`.execute(db);
    await sql`set local idle_in_transaction_session_timeout = 1`.execute(db);
    // This waits for the lock, so PostgreSQL has ended the first transaction when it returns.
    await other.transaction((open) => sql`lock table dispatches`.execute(open));
    await sql`select 1`.execute(db);
  });
  await expect(stopped).rejects.toMatchObject({ problems: [{ code: 'store-unreachable' }] });
  expect(await store.transaction(pauseOf)).toBe('1min');
});

test('an unreachable database is reported, without its password', async () => {
  const folder = await createFolder();
  const open = openStore({ folder, databaseUrl: 'postgres://someone:secret@127.0.0.1:9/none' });
  await expect(open).rejects.toMatchObject({ problems: [{ code: 'store-unreachable' }] });
  await expect(open).rejects.not.toThrow(/secret/);
});
