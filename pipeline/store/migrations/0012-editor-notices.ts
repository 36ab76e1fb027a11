import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/** Adds the notices to editors about issues that will be sent soon, so that each notice is sent once. */
export const addEditorNotices: Migration = async (db) => {
  await sql`create table editor_notices (
    issue text not null,
    transport text not null,
    moment bigint not null,
    state text not null,
    claimed_until bigint not null,
    reply text,
    updated_at bigint not null,
    primary key (issue, transport, moment)
  )`.execute(db);
};
