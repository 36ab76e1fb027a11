import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/** Adds when a dispatch was paused because too many of its addresses do not exist. It is paused for that once. */
export const addUnknownPause: Migration = async (db) => {
  await sql`alter table dispatches add column unknown_paused_at bigint`.execute(db);
};
