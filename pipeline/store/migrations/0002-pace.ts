import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/** Adds the pace of each dispatch, and the name of the ledger, which its high-water mark records. */
export const addPace: Migration = async (db) => {
  await sql`create table paces (
    dispatch bigint not null references dispatches (id),
    domain text not null,
    started_at bigint not null,
    free_at double precision not null,
    not_before bigint not null,
    slowdowns bigint not null,
    primary key (dispatch, domain)
  )`.execute(db);
  await db
    .insertInto('meta')
    .values({ key: 'ledger', value: randomBytes(8).toString('hex') })
    .execute();
};
