import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/** The names of transports are defined in code, so the database no longer lists them. */
export const allowAnyTransport: Migration = async (db, kind) => {
  if (kind === 'postgres') {
    await sql`alter table dispatches drop constraint dispatches_transport_check`.execute(db);
    return;
  }
  // SQLite cannot drop a CHECK, so this rebuilds the table. SQLite checks the references of other tables only
  // when the migration commits, and by then each row has its old id again.
  await sql`pragma defer_foreign_keys = on`.execute(db);
  await sql`create table dispatches_before as select * from dispatches`.execute(db);
  await sql`drop table dispatches`.execute(db);
  await sql`create table dispatches (
    id integer primary key autoincrement,
    issue text not null,
    revision bigint not null check (revision >= 1),
    transport text not null,
    state text not null check (state in ('active', 'paused', 'cancelled')),
    reason text,
    lists text,
    created_at bigint not null,
    updated_at bigint not null,
    unique (issue, revision, transport)
  )`.execute(db);
  const columns = sql.raw('id, issue, revision, transport, state, reason, lists, created_at, updated_at');
  await sql`insert into dispatches (${columns}) select ${columns} from dispatches_before`.execute(db);
  await sql`drop table dispatches_before`.execute(db);
};
