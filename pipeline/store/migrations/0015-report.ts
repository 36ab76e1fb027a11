import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/**
 * Adds the facts that reports, notices and alerts need:
 *
 * - the dispatch whose mail made a subscriber leave;
 * - the time zone that a sign-up chose;
 * - the certificates of the mail server and of the public site, so that a run looks at them once a day;
 * - a second notice about one moment of an issue: that the issue is not ready.
 */
export const addReportFacts: Migration = async (db) => {
  await sql`alter table consents add column dispatch bigint`.execute(db);
  await sql`create index consents_dispatch on consents (dispatch) where dispatch is not null`.execute(db);
  await sql`alter table signups add column time_zone text`.execute(db);
  await sql`create table certificates (
    host text primary key not null,
    begins_at bigint not null,
    ends_at bigint not null,
    seen_at bigint not null
  )`.execute(db);
  // SQLite cannot change a primary key.
  await sql`create table editor_notices_next (
    issue text not null,
    transport text not null,
    moment bigint not null,
    kind text not null,
    state text not null,
    claimed_until bigint not null,
    reply text,
    updated_at bigint not null,
    primary key (issue, transport, moment, kind)
  )`.execute(db);
  await sql`insert into editor_notices_next (issue, transport, moment, kind, state, claimed_until, reply, updated_at)
    select issue, transport, moment, 'ready', state, claimed_until, reply, updated_at from editor_notices`.execute(
    db,
  );
  await sql`drop table editor_notices`.execute(db);
  await sql`alter table editor_notices_next rename to editor_notices`.execute(db);
};
