import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/**
 * Adds the time window for the first attempt of a delivery, and an index of the deliveries that missed it.
 */
export const addDeliveryTimes: Migration = async (db) => {
  await sql`alter table deliveries add column not_before bigint`.execute(db);
  await sql`alter table deliveries add column not_after bigint`.execute(db);
  await sql`create index deliveries_late on deliveries (dispatch, updated_at)
    where state = 'expired' and reason = 'window'`.execute(db);
};
