import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/** The times between which a delivery may have its first attempt, and an index of those that had none in time. */
export const addDeliveryTimes: Migration = async (db) => {
  await sql`alter table deliveries add column not_before bigint`.execute(db);
  await sql`alter table deliveries add column not_after bigint`.execute(db);
  await sql`create index deliveries_late on deliveries (dispatch, updated_at)
    where state = 'expired' and reason = 'window'`.execute(db);
};
