import { sql } from 'kysely';
import type { Database } from '../store/store.ts';

/** How much mail forms may cause. */
export interface MailLimits {
  /** To one person, in a day. */
  readonly perAddress: number;
  /** To everybody together, in an hour. */
  readonly overall: number;
}

const hour = 60 * 60 * 1000;
const day = 24 * hour;

/** Whether a person, named by their key, has had all the mail that forms may send them in a day. `now` is in ms. */
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

/** Whether forms have caused all the mail that they may in an hour. What sends no mail does not count. */
export async function isMailExhausted(
  db: Database,
  { overall }: Pick<MailLimits, 'overall'>,
  now: number,
): Promise<boolean> {
  const row = await db
    .selectFrom('notices')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    // Written out, not bound: only then do the databases use the index of these rows.
    .where(sql<boolean>`state <> 'void'`)
    .where('created_at', '>', now - hour)
    .executeTakeFirstOrThrow();
  return Number(row.count) >= overall;
}
