import { copyFileSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { backUp, databaseFile } from '../../pipeline/store/back-up.ts';
import { openStore } from '../../pipeline/store/open-store.ts';
import { restoreBackup } from '../../pipeline/store/restore-backup.ts';
import type { Store } from '../../pipeline/store/store.ts';
import { createFolder } from '../delivery/support/ledger.ts';
import { createDatabase } from './support/databases.ts';

const now = new Date('2026-11-29T08:45Z');

const add = (store: Store, ...names: readonly string[]) =>
  store.transaction(async (db) => {
    for (const name of names) {
      const address = `${name}@example.org`;
      const row = { id: name, address, normalised: address, state: 'active', source: 'form' } as const;
      await db
        .insertInto('subscribers')
        .values({ ...row, created_at: 0, updated_at: 0 })
        .execute();
    }
  });

const namesIn = (store: Store) =>
  store.read(async (db) =>
    (await db.selectFrom('subscribers').select('id').orderBy('id').execute()).map(({ id }) => id),
  );

/** A ledger with Ann, a backup of it, and Bob, who came later. */
async function backedUp() {
  const { folder } = await createDatabase();
  const store = await openStore({ folder });
  await add(store, 'ann');
  const file = join(await createFolder(), 'backup.sqlite');
  await backUp(databaseFile(folder), file);
  await add(store, 'bob');
  await store.close();
  return { folder, file };
}

test('a backup is one file for its owner, and has all that was committed, while another process writes', async () => {
  const { folder, open } = await createDatabase();
  const store = await open();
  await add(store, 'ann');
  const file = join(await createFolder(), 'backup.sqlite');
  const copying = backUp(databaseFile(folder), file);
  await add(store, 'bob');
  expect(await copying).toBe(statSync(file).size);
  if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(join(file, '..'))).toEqual(['backup.sqlite']);
  const copy = new DatabaseSync(file, { readOnly: true });
  expect(copy.prepare('select id from subscribers order by id limit 1').get()).toMatchObject({ id: 'ann' });
  copy.close();
});

test('a backup overwrites nothing, and leaves no files if it fails', async () => {
  const { folder, open } = await createDatabase();
  await open();
  const target = await createFolder();
  writeFileSync(join(target, 'mine.sqlite'), 'mine');
  const to = (name: string) => backUp(databaseFile(folder), join(target, name));
  await expect(to('mine.sqlite')).rejects.toMatchObject({ problems: [{ code: 'backup-exists' }] });
  await expect(to('missing/new.sqlite')).rejects.toMatchObject({ problems: [{ code: 'backup-failed' }] });
  expect(readFileSync(join(target, 'mine.sqlite'), 'utf8')).toBe('mine');
  expect(readdirSync(target)).toEqual(['mine.sqlite']);
});

describe('a restore', () => {
  test('puts the backup in place, and keeps the database that was there', async () => {
    const { folder, file } = await backedUp();
    const aside = await restoreBackup(file, { folder, now });
    expect(aside).toBe(join(folder, 'courant.before-restore-2026-11-29T084500000Z.sqlite'));
    const store = await openStore({ folder });
    expect(await namesIn(store)).toEqual(['ann']);
    await store.close();
    await restoreBackup(String(aside), { folder, now: new Date('2026-11-29T09:00Z') });
    const again = await openStore({ folder });
    expect(await namesIn(again)).toEqual(['ann', 'bob']);
    await again.close();
  });

  test('works on a machine that has no database, and over one that is damaged', async () => {
    const { file } = await backedUp();
    const empty = join(await createFolder(), '.courant');
    expect(await restoreBackup(file, { folder: empty, now })).toBeUndefined();
    writeFileSync(databaseFile(empty), 'This is not a database, but long enough to be one. '.repeat(100));
    const aside = await restoreBackup(file, { folder: empty, now });
    expect(readFileSync(String(aside), 'utf8')).toMatch(/^This is not a database/);
    const store = await openStore({ folder: empty });
    expect(await namesIn(store)).toEqual(['ann']);
    await store.close();
  });

  test('changes nothing while another process has the database open', async () => {
    const { folder, file } = await backedUp();
    const store = await openStore({ folder });
    await expect(restoreBackup(file, { folder, now })).rejects.toMatchObject({
      problems: [{ code: 'store-in-use' }],
    });
    expect(await namesIn(store)).toEqual(['ann', 'bob']);
    await add(store, 'cas');
    await store.close();
  });

  test('refuses a file that is missing, cut off, from elsewhere or newer, and changes nothing', async () => {
    const { folder, file } = await backedUp();
    const place = await createFolder();
    const named = (name: string) => join(place, name);
    writeFileSync(named('cut'), readFileSync(file).subarray(0, 20_000));
    const other = new DatabaseSync(named('other'));
    other.exec('create table places (name text)');
    other.close();
    copyFileSync(file, named('newer'));
    const newer = new DatabaseSync(named('newer'));
    newer.exec(`update meta set value = '999' where key = 'schema-version'`);
    newer.close();
    const codes = [];
    for (const name of ['missing', 'cut', 'other', 'newer'])
      codes.push(await restoreBackup(named(name), { folder, now }).catch(({ problems }) => problems[0].code));
    expect(codes).toEqual(['restore-refused', 'restore-refused', 'restore-refused', 'store-newer']);
    const store = await openStore({ folder });
    expect(await namesIn(store)).toEqual(['ann', 'bob']);
    await store.close();
    expect(existsSync(join(folder, 'courant.sqlite.restoring'))).toBe(false);
  });
});
