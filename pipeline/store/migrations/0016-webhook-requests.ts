import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/** Adds the requests of mail providers as they arrived, and the number of requests with each outcome. */
export const addWebhookRequests: Migration = async (db, kind) => {
  const serial = sql.raw(
    kind === 'sqlite'
      ? 'integer primary key autoincrement'
      : 'bigint generated always as identity primary key',
  );
  await sql`create table webhook_requests (
    id ${serial},
    source text not null,
    request text not null,
    received_at bigint not null,
    body text not null,
    outcome text not null,
    unique (source, request)
  )`.execute(db);
  await sql`create index webhook_requests_age on webhook_requests (received_at)`.execute(db);
  await sql`create table webhook_counts (
    source text not null,
    outcome text not null,
    detail text not null,
    count bigint not null,
    primary key (source, outcome, detail)
  )`.execute(db);
};
