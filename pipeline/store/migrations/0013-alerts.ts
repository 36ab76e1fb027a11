import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/** Adds the alerts about open ends, so that each is sent once. */
export const addAlerts: Migration = async (db) => {
  await sql`create table alerts (
    transport text not null,
    channel text not null,
    reason text not null,
    issue text not null,
    since bigint not null,
    seen_at bigint not null,
    claimed_until bigint not null,
    sent_at bigint,
    primary key (transport, channel, reason, issue)
  )`.execute(db);
};
