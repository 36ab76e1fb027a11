import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/**
 * The ledger's place outside the database, how far the journal had come there, and the lines that are not in
 * it yet.
 */
export const addJournal: Migration = async (db, kind) => {
  const serial = sql.raw(
    kind === 'sqlite'
      ? 'integer primary key autoincrement'
      : 'bigint generated always as identity primary key',
  );
  await db
    .insertInto('meta')
    .values([
      { key: 'place', value: '' },
      { key: 'journal-end', value: '0' },
    ])
    .execute();
  await sql`create table journal_waiting (
    id ${serial},
    hash text not null,
    kind text not null,
    scope text not null,
    at bigint not null
  )`.execute(db);
};
