import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/**
 * Creates the tables for subscribers, dispatches and their editions, the ledger of deliveries, and the
 * processes that work on it.
 */
export const createLedger: Migration = async (db, kind) => {
  const serial = sql.raw(
    kind === 'sqlite'
      ? 'integer primary key autoincrement'
      : 'bigint generated always as identity primary key',
  );
  await sql`create table subscribers (
    id text primary key,
    address text not null,
    normalised text not null unique,
    name text,
    locale text,
    state text not null check (state in ('active', 'unsubscribed', 'suppressed')),
    source text not null,
    created_at bigint not null,
    updated_at bigint not null
  )`.execute(db);

  await sql`create table dispatches (
    id ${serial},
    issue text not null,
    revision bigint not null check (revision >= 1),
    transport text not null check (transport in ('outbox', 'smtp')),
    state text not null check (state in ('active', 'paused', 'cancelled')),
    reason text,
    created_at bigint not null,
    updated_at bigint not null,
    unique (issue, revision, transport)
  )`.execute(db);

  await sql`create table dispatch_editions (
    dispatch bigint not null references dispatches (id),
    locale text not null,
    hash text not null,
    edition text not null,
    planned_at bigint not null,
    primary key (dispatch, locale)
  )`.execute(db);

  // One row per recipient. The two unique constraints guarantee that nobody gets an issue twice.
  await sql`create table deliveries (
    id ${serial},
    dispatch bigint not null references dispatches (id),
    subscriber text not null,
    address text not null,
    normalised text not null,
    domain text not null,
    name text,
    locale text not null,
    choice text not null check (choice in ('exact', 'lookup', 'default')),
    message_id text not null,
    state text not null check (state in ('planned', 'claimed', 'sending', 'accepted', 'deferred', 'rejected',
      'uncertain', 'skipped', 'expired', 'bounced', 'complained')),
    epoch bigint not null,
    lease_until bigint not null,
    next_attempt_at bigint not null,
    attempts bigint not null,
    first_attempt_at bigint,
    reason text,
    reply_code bigint,
    reply_enhanced text,
    reply_text text,
    planned_at bigint not null,
    updated_at bigint not null,
    unique (dispatch, subscriber),
    unique (dispatch, normalised)
  )`.execute(db);
  // The indexes leave out settled rows, so they stay small however long the list is.
  await sql`create index deliveries_ready on deliveries (dispatch, next_attempt_at, id)
    where state in ('planned', 'deferred')`.execute(db);
  await sql`create index deliveries_leased on deliveries (dispatch, lease_until)
    where state in ('claimed', 'sending')`.execute(db);

  await sql`create table epochs (
    id ${serial},
    host text not null,
    pid bigint not null,
    started_at bigint not null,
    ended_at bigint,
    sequence bigint not null
  )`.execute(db);
};
