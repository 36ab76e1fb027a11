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
  await store.transaction((db) =>
    db
      .insertInto('meta')
      .values(['one', 'two', 'never'].map((key) => ({ key: `test.${key}`, value: key })))
      .execute(),
  );
  const find = (prefix: string, least: string) => store.read((db) => findKeys(db, kind, { prefix, least }));
  expect(await find('test.%', 'a')).toEqual([{ key: 'test.one' }, { key: 'test.two' }]);
  expect(await find('test.%', 'p')).toEqual([{ key: 'test.two' }]);
  expect(await find('test.o%', 'a')).toEqual([{ key: 'test.one' }]);
  expect(builds).toBe(1);
});
