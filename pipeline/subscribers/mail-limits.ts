import { sql } from 'kysely';
import { day, hour } from '../foundation/time/durations.ts';
import type { Database, Store, Writer } from '../store/store.ts';

/** The limits on mail that forms cause. */
export interface MailLimits {
  /** Per person and day. */
  readonly perAddress: number;
  /** In total, per hour. */
  readonly overall: number;
}

/**
 * Locks a person's mail until the transaction ends: no other transaction counts or records mail for them, so
 * forms that arrive together cannot exceed the limit. SQLite runs one writing transaction at a time anyway.
 */
export async function lockPerson(db: Writer, kind: Store['kind'], person: string): Promise<void> {
  if (kind === 'postgres')
    await sql`select pg_advisory_xact_lock(hashtextextended(${person}, 0))`.execute(db);
}

/** Whether a person, identified by their key, has reached the daily limit. `now` is in ms. */
export async function hasEnoughMail(
  db: Database,
  person: string,
  { perAddress }: Pick<MailLimits, 'perAddress'>,
  now: number,
): Promise<boolean> {
  const rows = await db
    .selectFrom('notices')
    .select('id')
    .where('person', '=', person)
    .where('created_at', '>', now - day)
    .limit(perAddress)
    .execute();
  return rows.length >= perAddress;
}

/** Whether all forms together have reached the hourly limit. Forms that caused no mail do not count. */
export async function isMailExhausted(
  db: Database,
  { overall }: Pick<MailLimits, 'overall'>,
  now: number,
): Promise<boolean> {
  const row = await db
    .selectFrom('notices')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    // A literal, because the databases do not use the partial index for a parameter.
    .where(sql<boolean>`state <> 'void'`)
    .where('created_at', '>', now - hour)
    .executeTakeFirstOrThrow();
  return Number(row.count) >= overall;
}
