import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/** Adds what comes back about messages, and the suppressions that follow from repeated soft bounces. */
export const addFeedback: Migration = async (db) => {
  await sql`create table feedback_events (
    source text not null,
    event text not null,
    kind text not null,
    at bigint not null,
    received_at bigint not null,
    authenticated bigint not null,
    recipient text,
    message_id text,
    provider_id text,
    return_path text,
    status text,
    permanent bigint,
    diagnostic text,
    cause text,
    state text not null,
    dispatch bigint references dispatches (id),
    delivery bigint,
    subscriber text,
    moved_from text,
    moved_to text,
    reader_effect text,
    dispatch_effect text,
    undone_at bigint,
    primary key (source, event)
  )`.execute(db);
  await sql`create index feedback_delivery on feedback_events (delivery) where delivery is not null`.execute(
    db,
  );
  await sql`create index feedback_dispatch on feedback_events (dispatch, at) where dispatch is not null`.execute(
    db,
  );
  await sql`create index feedback_subscriber on feedback_events (subscriber)
    where subscriber is not null`.execute(db);
  await sql`create index feedback_waiting on feedback_events (received_at) where state = 'waiting'`.execute(
    db,
  );
  await sql`create index deliveries_returned on deliveries (dispatch, state, updated_at)
    where state in ('bounced', 'complained')`.execute(db);
  await sql`create table feedback_mails (
    id text primary key,
    verdict text not null,
    handled_at bigint not null
  )`.execute(db);
  await sql`create index feedback_mails_age on feedback_mails (handled_at)`.execute(db);
  // address: the address does not exist; soft: the mailbox took nothing in several dispatches.
  await sql`alter table automatic_suppressions add column cause text not null default 'address'`.execute(db);
  await sql`alter table automatic_suppressions add column dispatches bigint not null default 1`.execute(db);
};
