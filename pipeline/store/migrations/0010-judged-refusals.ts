import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/** Up to when the refusals of a dispatch were judged, so that a crash before the verdict is noticed. */
export const addJudgedRefusals: Migration = async (db) => {
  await sql`alter table dispatches add column judged_until bigint`.execute(db);
  // Earlier versions judged when a dispatch ended.
  await sql`update dispatches set judged_until = (select max(updated_at) from deliveries
    where dispatch = dispatches.id and state in ('uncertain', 'rejected') and state = 'rejected'
      and reason = 'address')`.execute(db);
};
