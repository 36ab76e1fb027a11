import { expect, test } from 'vitest';
import { createStatement } from '../../pipeline/store/create-statement.ts';
import { createStore } from '../delivery/support/ledger.ts';
import { kinds } from './support/databases.ts';

test.each(kinds)('a statement is built once, and takes other values each time: on %s', async (kind) => {
  let builds = 0;
  const findKeys = createStatement((db, { prefix, least }: { prefix: string; least: string }) => {
    builds += 1;
    return db
      .selectFrom('meta')
      .select('key')
      .where('key', 'like', prefix)
      .where('value', '>=', least)
      .where('key', '!=', 'test.never')
      .orderBy('key');
  });
  const store = await createStore(kind);
  const ended = await store.transaction(async (db) => {
    const rows = ['one', 'two', 'never'].map((key) => ({ key: `test.${key}`, value: key }));
    await db.insertInto('meta').values(rows).execute();
    // The statement belongs to the transaction, so it sees what nobody else sees yet.
    expect(await findKeys(db, kind, { prefix: 'test.%', least: 'p' })).toEqual([{ key: 'test.two' }]);
    return { db };
  });
  await expect(findKeys(ended.db, kind, { prefix: '%', least: 'a' })).rejects.toThrow('already');
  const find = (prefix: string, least: string) => store.read((db) => findKeys(db, kind, { prefix, least }));
  expect(await find('test.%', 'a')).toEqual([{ key: 'test.one' }, { key: 'test.two' }]);
  expect(await find('test.%', 'p')).toEqual([{ key: 'test.two' }]);
  expect(await find('test.o%', 'a')).toEqual([{ key: 'test.one' }]);
  expect(builds).toBe(1);
});
