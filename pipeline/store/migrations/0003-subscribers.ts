import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/**
 * Adds lists and their members, sign-ups that wait for confirmation, consents, suppressions, and automatic
 * mail.
 */
export const addConsent: Migration = async (db, kind) => {
  const serial = sql.raw(
    kind === 'sqlite'
      ? 'integer primary key autoincrement'
      : 'bigint generated always as identity primary key',
  );
  await sql`alter table subscribers add column time_zone text`.execute(db);
  await sql`alter table subscribers add column paused_until bigint`.execute(db);
  await sql`create index subscribers_gone on subscribers (updated_at) where state <> 'active'`.execute(db);
  await sql`create table subscriptions (
    subscriber text not null references subscribers (id) on delete cascade,
    list text not null,
    since bigint not null,
    primary key (subscriber, list)
  )`.execute(db);
  await sql`alter table dispatches add column lists text`.execute(db);

  await sql`create table signups (
    id text primary key,
    address text not null,
    normalised text not null,
    name text,
    locale text not null,
    lists text not null,
    wording text not null,
    wording_locale text not null,
    message_id text not null,
    created_at bigint not null,
    confirmed_at bigint
  )`.execute(db);
  await sql`create index signups_address on signups (normalised, created_at)`.execute(db);
  await sql`create index signups_age on signups (created_at)`.execute(db);

  await sql`create table wordings (
    version text not null,
    locale text not null,
    text text not null,
    first_used_at bigint not null,
    primary key (version, locale)
  )`.execute(db);
  await sql`create table consents (
    id ${serial},
    subscriber text not null,
    kind text not null check (kind in ('confirmed', 'imported', 'added', 'changed', 'withdrawn')),
    lists text,
    wording text,
    wording_locale text,
    source text not null,
    evidence text,
    message_id text,
    requested_at bigint,
    at bigint not null,
    erased_at bigint
  )`.execute(db);
  await sql`create index consents_subscriber on consents (subscriber)`.execute(db);
  await sql`create index consents_erased on consents (erased_at) where erased_at is not null`.execute(db);
  await keepAppendOnly(db, kind);

  await sql`create table suppressions (
    hash text not null,
    scope text not null,
    reason text not null,
    created_at bigint not null,
    primary key (hash, scope)
  )`.execute(db);

  await sql`create table notices (
    id text primary key,
    kind text not null check (kind in ('confirm', 'known', 'preferences', 'export', 'erase')),
    subject text not null,
    locale text not null,
    message_id text not null,
    state text not null check (state in ('planned', 'sent', 'failed', 'void')),
    attempts bigint not null,
    next_attempt_at bigint not null,
    created_at bigint not null
  )`.execute(db);
  await sql`create index notices_due on notices (next_attempt_at, id) where state = 'planned'`.execute(db);
  await sql`create index notices_subject on notices (subject, created_at)`.execute(db);
  await sql`create index notices_age on notices (created_at)`.execute(db);
};

/**
 * A consent is never overwritten. An erasure may remove the person from a row. Only such a row may be
 * deleted, and only when nobody can ask for it as evidence any more.
 */
async function keepAppendOnly(db: Parameters<Migration>[0], kind: Parameters<Migration>[1]): Promise<void> {
  const frozen = sql.raw(
    'kind, lists, wording, wording_locale, source, evidence, message_id, requested_at, at',
  );
  if (kind === 'sqlite') {
    await sql`create trigger consents_frozen before update of ${frozen} on consents
      begin select raise(abort, 'consents are append-only'); end`.execute(db);
    await sql`create trigger consents_kept before delete on consents when old.erased_at is null
      begin select raise(abort, 'consents are append-only'); end`.execute(db);
    return;
  }
  await sql`create function refuse_consent_change() returns trigger language plpgsql as
    $$ begin raise exception 'consents are append-only'; end $$`.execute(db);
  await sql`create trigger consents_frozen before update of ${frozen} on consents
    for each row execute function refuse_consent_change()`.execute(db);
  await sql`create trigger consents_kept before delete on consents
    for each row when (old.erased_at is null) execute function refuse_consent_change()`.execute(db);
}
