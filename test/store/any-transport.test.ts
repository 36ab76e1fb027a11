import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { createLedger } from '../../pipeline/store/migrations/0001-ledger.ts';
import { addPace } from '../../pipeline/store/migrations/0002-pace.ts';
import { addConsent } from '../../pipeline/store/migrations/0003-subscribers.ts';
import { addNoticeReply } from '../../pipeline/store/migrations/0004-notice-reply.ts';
import { openPostgres } from '../../pipeline/store/open-postgres.ts';
import { openSqlite } from '../../pipeline/store/open-sqlite.ts';
import { createDatabase, kinds } from './support/databases.ts';

test.each(kinds)('a ledger of before keeps its dispatches and takes any transport, on %s', async (kind) => {
  const database = await createDatabase(kind);
  const old =
    kind === 'sqlite'
      ? openSqlite(`${database.folder}/courant.sqlite`)
      : openPostgres(database.databaseUrl ?? '');
  await old.transaction().execute(async (db) => {
    await sql`create table meta (key text primary key, value text not null)`.execute(db);
    for (const migration of [createLedger, addPace, addConsent, addNoticeReply]) await migration(db, kind);
    await db.insertInto('meta').values({ key: 'schema-version', value: '4' }).execute();
    for (const issue of ['gone', 'spring', 'summer'])
      await db.insertInto('dispatches').values(row(issue)).execute();
    await db.deleteFrom('dispatches').where('issue', '=', 'gone').execute();
    await db
      .insertInto('dispatch_editions')
      .values({ dispatch: 3, locale: 'en', hash: 'h', edition: '{}', planned_at: 1 })
      .execute();
  });
  await old.destroy();

  const store = await database.open();
  const dispatches = await store.read((db) =>
    db.selectFrom('dispatches').select(['id', 'issue', 'lists']).orderBy('id').execute(),
  );
  expect(dispatches).toEqual([
    { id: 2, issue: 'spring', lists: '["weekly"]' },
    { id: 3, issue: 'summer', lists: '["weekly"]' },
  ]);
  await store.transaction((db) =>
    db
      .insertInto('dispatches')
      .values({ ...row('autumn'), transport: 'lmtp' })
      .execute(),
  );
  const orphan = store.transaction((db) =>
    db
      .insertInto('dispatch_editions')
      .values({ dispatch: 99, locale: 'en', hash: 'h', edition: '{}', planned_at: 1 })
      .execute(),
  );
  await expect(orphan, 'the references still hold').rejects.toThrow();
});

const row = (issue: string) => ({
  issue,
  revision: 1,
  transport: 'smtp',
  state: 'active' as const,
  reason: null,
  lists: '["weekly"]',
  created_at: 1,
  updated_at: 1,
});
