import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { createDatabase } from './support/databases.ts';
import { majors } from './support/postgres-server.ts';

// The schema that all migrations together make. A change of a released migration shows here.

test('the tables of SQLite', async () => {
  const store = await (await createDatabase()).open();
  const { rows } = await store.read((db) =>
    sql<{
      sql: string;
    }>`select sql from sqlite_master where sql is not null order by type desc, name`.execute(db),
  );
  const statements = rows.map(({ sql: text }) => `${text.replace(/\s+/g, ' ')};\n`);
  await expect(statements.join('')).toMatchFileSnapshot('__snapshots__/schema.sqlite.sql');
});

test.each(majors)('the tables of PostgreSQL %i', async (major) => {
  const store = await (await createDatabase('postgres', major)).open();
  const { rows: versions } = await store.read((db) =>
    sql<{ version: number }>`select current_setting('server_version_num')::int / 10000 as version`.execute(
      db,
    ),
  );
  expect(versions).toEqual([{ version: major }]);
  const lines = await store.read(async (db) => {
    const { rows: columns } = await sql<{ line: string }>`
      select table_name || '.' || column_name || ' ' || data_type
        || case when is_nullable = 'NO' then ' not null' else '' end
        || case when column_default is null then '' else ' default ' || column_default end
        || case when is_identity = 'YES' then ' identity ' || lower(identity_generation) else '' end as line
      from information_schema.columns where table_schema = current_schema()
      order by table_name collate "C", ordinal_position`.execute(db);
    const { rows: constraints } = await sql<{ line: string }>`
      select conrelid::regclass || ' ' || pg_get_constraintdef(pg_constraint.oid) as line
      from pg_constraint where connamespace = current_schema()::regnamespace and contype <> 'n'
      order by (conrelid::regclass::text || pg_get_constraintdef(pg_constraint.oid)) collate "C"`.execute(db);
    const { rows: indexes } = await sql<{ line: string }>`
      select replace(indexdef, current_schema() || '.', '') as line from pg_indexes
      where schemaname = current_schema() order by indexname collate "C"`.execute(db);
    return [...columns, ...constraints, ...indexes].map(({ line }) => `${line}\n`);
  });
  await expect(lines.join('')).toMatchFileSnapshot('__snapshots__/schema.postgres.txt');
});
