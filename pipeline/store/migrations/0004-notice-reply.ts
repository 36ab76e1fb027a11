import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/** Adds the reason why an automatic mail has not been sent yet, or never will be. */
export const addNoticeReply: Migration = async (db) => {
  await sql`alter table notices add column reply text`.execute(db);
};
