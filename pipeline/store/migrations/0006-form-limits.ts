import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/**
 * Adds counters of submitted forms, which all servers share: submissions per network, mails per person, and
 * one use per form.
 */
export const addFormLimits: Migration = async (db) => {
  await sql`create table form_posts (
    network text primary key,
    posts bigint not null,
    ends_at bigint not null
  )`.execute(db);
  await sql`create index form_posts_ended on form_posts (ends_at)`.execute(db);
  await sql`create table form_uses (
    value text primary key,
    used_for text not null,
    expires_at bigint not null
  )`.execute(db);
  await sql`create index form_uses_expired on form_uses (expires_at)`.execute(db);
  await sql`alter table notices add column person text`.execute(db);
  await sql`create index notices_person on notices (person, created_at) where person is not null`.execute(db);
  await sql`create index notices_mailed on notices (created_at) where state <> 'void'`.execute(db);
};
