import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/** Why a mail that is sent by itself did not go out yet, or never will. */
export const addNoticeReply: Migration = async (db) => {
  await sql`alter table notices add column reply text`.execute(db);
};
