import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/**
 * Adds the time up to which the refusals of a dispatch were considered, so that a crash before the decision
 * is noticed.
 */
export const addJudgedRefusals: Migration = async (db) => {
  await sql`alter table dispatches add column judged_until bigint`.execute(db);
  // Earlier versions decided at the end of a dispatch.
  await sql`update dispatches set judged_until = (select max(updated_at) from deliveries
    where dispatch = dispatches.id and state in ('uncertain', 'rejected') and state = 'rejected'
      and reason = 'address')`.execute(db);
};
