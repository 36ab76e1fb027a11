import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/**
 * Adds the time of the last attempt to apply an event, in ms since 1970. Events that wait are tried in this order. The
 * studio looks several times a second for what came back last about a dispatch, and has to find a late report too, so
 * its index has this time, and not the time at which the event happened.
 */
export const orderFeedbackByAttempt: Migration = async (db) => {
  await sql`alter table feedback_events add column tried_at bigint not null default 0`.execute(db);
  await sql`update feedback_events set tried_at = received_at`.execute(db);
  await sql`drop index feedback_waiting`.execute(db);
  await sql`create index feedback_waiting on feedback_events (tried_at) where state = 'waiting'`.execute(db);
  await sql`create index feedback_steering on feedback_events (dispatch)
    where state = 'applied' and dispatch_effect is null and cause in ('policy', 'throttled')`.execute(db);
  await sql`drop index feedback_dispatch`.execute(db);
  await sql`create index feedback_dispatch on feedback_events (dispatch, tried_at) where dispatch is not null`.execute(
    db,
  );
};
