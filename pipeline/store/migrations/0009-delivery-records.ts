import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/**
 * Adds the evidence for automatic suppressions, the names of issues, the locks of processes, and the gate of
 * automatic mail.
 */
export const addDeliveryRecords: Migration = async (db, kind) => {
  await sql`create table automatic_suppressions (
    dispatch bigint not null references dispatches (id),
    subscriber text not null,
    reply text not null,
    basis text not null check (basis in ('domain', 'dispatch')),
    refused bigint not null,
    attempted bigint not null,
    suppressed_at bigint not null,
    lifted_at bigint,
    primary key (dispatch, subscriber)
  )`.execute(db);
  await sql`create index automatic_suppressions_subscriber on automatic_suppressions (subscriber)`.execute(
    db,
  );
  await sql`create table issue_names (
    name text primary key,
    issue text not null
  )`.execute(db);
  await sql`alter table epochs add column lock text`.execute(db);
  await (kind === 'postgres'
    ? sql`alter table notices drop constraint notices_state_check`.execute(db)
    : rebuildNotices(db));
};

/**
 * Rebuilds the table, because SQLite cannot drop a CHECK. The types of the schema list the possible states.
 */
async function rebuildNotices(db: Parameters<Migration>[0]): Promise<void> {
  const columns = sql.raw(
    'id, kind, subject, locale, message_id, state, attempts, reply, next_attempt_at, created_at, person',
  );
  await sql`create table notices_after (
    id text primary key,
    kind text not null check (kind in ('confirm', 'known', 'preferences', 'export', 'erase')),
    subject text not null,
    locale text not null,
    message_id text not null,
    state text not null,
    attempts bigint not null,
    reply text,
    next_attempt_at bigint not null,
    created_at bigint not null,
    person text
  )`.execute(db);
  await sql`insert into notices_after (${columns}) select ${columns} from notices`.execute(db);
  await sql`drop table notices`.execute(db);
  await sql`alter table notices_after rename to notices`.execute(db);
  await sql`create index notices_due on notices (next_attempt_at, id) where state = 'planned'`.execute(db);
  await sql`create index notices_subject on notices (subject, created_at)`.execute(db);
  await sql`create index notices_age on notices (created_at)`.execute(db);
  await sql`create index notices_person on notices (person, created_at) where person is not null`.execute(db);
  await sql`create index notices_mailed on notices (created_at) where state <> 'void'`.execute(db);
}
