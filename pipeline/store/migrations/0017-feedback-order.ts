import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/**
 * The studio looks several times a second for what came back last about a dispatch. It has to find a late report too,
 * so the index has the time at which Courant applied an event, and not the time at which the event happened.
 */
export const orderFeedbackByAttempt: Migration = async (db) => {
  await sql`drop index feedback_dispatch`.execute(db);
  await sql`create index feedback_dispatch on feedback_events (dispatch, tried_at) where dispatch is not null`.execute(
    db,
  );
};
