import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/**
 * Adds the name of the ledger's place outside of the database, the number of the last journal line there, and
 * the lines that have not been written to it yet.
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
