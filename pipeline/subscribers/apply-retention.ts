import { ProblemError } from '../foundation/problems/problem.ts';
import { day } from '../foundation/time/durations.ts';
import type { Retention } from '../publication/newsletter/subscribers-schema.ts';
import type { Store, Writer } from '../store/store.ts';
import { eraseSubscribers } from './erase-subscribers.ts';
import { forgetAddresses } from './forget-addresses.ts';
import type { SuppressionList } from './suppression-list.ts';

interface RetentionOptions {
  /** The periods in days, as newsletter.yaml states them. */
  readonly retention: Retention;
  readonly suppressions: SuppressionList;
  /** In milliseconds since 1970. */
  readonly now: number;
}

/** The number of removed records of each kind. */
export interface RetentionReport {
  readonly signups: number;
  readonly notices: number;
  readonly subscribers: number;
  readonly deliveries: number;
  readonly consents: number;
  /** Expired counters of the form limits: keyed hashes of networks and addresses. */
  readonly forms: number;
  /** Requests of mail providers. */
  readonly webhooks: number;
  /** Events that came back and changed nothing, and the traces of mails that were handled. */
  readonly returned: number;
  /** Journal entries that no backup needs any more. */
  readonly journal: number;
}

/** Small enough that no other transaction has to wait noticeably. */
const batchSize = 500;

/**
 * Removes data whose retention period is over. A schedule runs it repeatedly. People who left become entries
 * of the suppression list. Deliveries lose their address, but the ledger still counts them. Deleted data
 * cannot be recovered.
 */
export async function applyRetention(store: Store, options: RetentionOptions): Promise<RetentionReport> {
  const { retention, now } = options;
  const before = (days: number) => now - days * day;
  const each = (work: (db: Writer) => Promise<number>) => inBatches(store, work);
  return {
    signups: await each((db) => deleteOld(db, 'signups', before(retention.signups))),
    notices: await each((db) => deleteOld(db, 'notices', before(retention.signups))),
    subscribers: await each((db) => eraseGone(db, before(retention.unsubscribed), options)),
    deliveries: await forgetAddresses(store, before(retention.deliveries)),
    consents: await each((db) => deleteConsents(db, before(retention.consents))),
    forms: await deleteEndedForms(store, now),
    webhooks: await each((db) => deleteWebhooks(db, before(retention.webhooks))),
    returned:
      (await each((db) => deleteIdleEvents(db, before(retention.returned)))) +
      (await each((db) => deleteHandledMails(db, before(retention.deliveries)))),
    journal: await compact(before(retention.backups), options),
  };
}

/**
 * If the journal is unreachable, a later run compacts it. The commands already report that it is unreachable.
 */
async function compact(before: number, { suppressions }: RetentionOptions): Promise<number> {
  try {
    return await suppressions.journal.compact(before);
  } catch (error) {
    if (error instanceof ProblemError && error.problems.every(({ code }) => code === 'mark-failed')) return 0;
    throw error;
  }
}

async function inBatches(store: Store, work: (db: Writer) => Promise<number>): Promise<number> {
  let total = 0;
  for (;;) {
    const done = await store.transaction(work);
    total += done;
    if (done < batchSize) return total;
  }
}

async function deleteOld(db: Writer, table: 'signups' | 'notices', before: number): Promise<number> {
  const rows = await db
    .selectFrom(table)
    .select('id')
    .where('created_at', '<', before)
    .limit(batchSize)
    .execute();
  const ids = rows.map(({ id }) => id);
  if (ids.length > 0) await db.deleteFrom(table).where('id', 'in', ids).execute();
  return ids.length;
}

/**
 * Deletes expired counters and uses of forms. A running server deletes them too, but the publication's server
 * may have been shut down.
 */
async function deleteEndedForms(store: Store, now: number): Promise<number> {
  return store.transaction(async (db) => {
    const posts = await db.deleteFrom('form_posts').where('ends_at', '<=', now).executeTakeFirst();
    const uses = await db.deleteFrom('form_uses').where('expires_at', '<=', now).executeTakeFirst();
    return Number(posts.numDeletedRows + uses.numDeletedRows);
  });
}

async function eraseGone(
  db: Writer,
  before: number,
  { suppressions, now }: RetentionOptions,
): Promise<number> {
  const rows = await db
    .selectFrom('subscribers')
    .select('id')
    .where('state', '!=', 'active')
    .where('updated_at', '<', before)
    .limit(batchSize)
    .execute();
  return eraseSubscribers(
    db,
    rows.map(({ id }) => id),
    { suppressions, reason: 'left', now },
  );
}

async function deleteWebhooks(db: Writer, before: number): Promise<number> {
  const rows = await db
    .selectFrom('webhook_requests')
    .select('id')
    .where('received_at', '<', before)
    .limit(batchSize)
    .execute();
  const ids = rows.map(({ id }) => id);
  if (ids.length > 0) await db.deleteFrom('webhook_requests').where('id', 'in', ids).execute();
  return ids.length;
}

/** Deletes events that were forged, that contradicted the ledger, or that found no delivery. */
async function deleteIdleEvents(db: Writer, before: number): Promise<number> {
  const rows = await db
    .selectFrom('feedback_events')
    .select(['source', 'event'])
    .where('state', 'in', ['refused', 'unmatched'])
    .where('received_at', '<', before)
    .limit(batchSize)
    .execute();
  for (const { source, event } of rows)
    await db.deleteFrom('feedback_events').where('source', '=', source).where('event', '=', event).execute();
  return rows.length;
}

/** Deletes the hashes of handled mails. A mailbox that still has such a mail does not show it as new. */
async function deleteHandledMails(db: Writer, before: number): Promise<number> {
  const rows = await db
    .selectFrom('feedback_mails')
    .select('id')
    .where('handled_at', '<', before)
    .limit(batchSize)
    .execute();
  const ids = rows.map(({ id }) => id);
  if (ids.length > 0) await db.deleteFrom('feedback_mails').where('id', 'in', ids).execute();
  return ids.length;
}

async function deleteConsents(db: Writer, before: number): Promise<number> {
  const rows = await db
    .selectFrom('consents')
    .select('id')
    .where('erased_at', 'is not', null)
    .where('erased_at', '<', before)
    .limit(batchSize)
    .execute();
  const ids = rows.map(({ id }) => id);
  if (ids.length > 0) await db.deleteFrom('consents').where('id', 'in', ids).execute();
  return ids.length;
}
