import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/** Adds people's decisions about issues, and the time from which the moments of issues count. */
export const addSchedule: Migration = async (db) => {
  await sql`create table holds (
    issue text primary key,
    held_at bigint not null
  )`.execute(db);
  await sql`create table skips (
    issue text not null,
    transport text not null,
    skipped_at bigint not null,
    primary key (issue, transport)
  )`.execute(db);
  await sql`create table first_runs (
    transport text primary key,
    first_at bigint not null,
    schedule text not null,
    schedule_at bigint not null
  )`.execute(db);
  await sql`create table acknowledgements (
    dispatch bigint not null references dispatches (id),
    state text not null check (state in ('uncertain', 'rejected')),
    acknowledged_at bigint not null,
    primary key (dispatch, state)
  )`.execute(db);
  await sql`create index deliveries_doubtful on deliveries (dispatch, state, updated_at)
    where state in ('uncertain', 'rejected')`.execute(db);
};
