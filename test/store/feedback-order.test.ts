import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { migrations } from '../../pipeline/store/migrate.ts';
import { openPostgres } from '../../pipeline/store/open-postgres.ts';
import { openSqlite } from '../../pipeline/store/open-sqlite.ts';
import { createDatabase, kinds } from './support/databases.ts';

test.each(kinds)(
  'an event that an earlier version stored was tried when it was stored, on %s',
  async (kind) => {
    const database = await createDatabase(kind);
    const old =
      kind === 'sqlite'
        ? openSqlite(`${database.folder}/courant.sqlite`)
        : openPostgres(database.databaseUrl ?? '');
    await old.transaction().execute(async (db) => {
      await sql`create table meta (key text primary key, value text not null)`.execute(db);
      for (const migration of migrations.slice(0, 16)) await migration(db, kind);
      await db.insertInto('meta').values({ key: 'schema-version', value: '16' }).execute();
      // The columns that an event had to have then.
      await sql`insert into feedback_events (source, event, kind, at, received_at, authenticated, state)
      values ('mail', '1', 'bounced', 3, 5, 0, 'waiting')`.execute(db);
    });
    await old.destroy();

    const store = await database.open();
    const events = await store.read((db) =>
      db.selectFrom('feedback_events').select(['event', 'received_at', 'tried_at']).execute(),
    );
    expect(events).toEqual([{ event: '1', received_at: 5, tried_at: 5 }]);
  },
);
