import { type Kysely, sql } from 'kysely';
import { fail } from '../foundation/problems/problem.ts';
import { createLedger } from './migrations/0001-ledger.ts';
import { addPace } from './migrations/0002-pace.ts';
import { addConsent } from './migrations/0003-subscribers.ts';
import { addNoticeReply } from './migrations/0004-notice-reply.ts';
import { addJournal } from './migrations/0005-journal.ts';
import { addFormLimits } from './migrations/0006-form-limits.ts';
import { addSchedule } from './migrations/0007-schedule.ts';
import { allowAnyTransport } from './migrations/0008-any-transport.ts';
import { addDeliveryRecords } from './migrations/0009-delivery-records.ts';
import { addJudgedRefusals } from './migrations/0010-judged-refusals.ts';
import { addDeliveryTimes } from './migrations/0011-delivery-times.ts';
import { addEditorNotices } from './migrations/0012-editor-notices.ts';
import { addAlerts } from './migrations/0013-alerts.ts';
import { addFeedback } from './migrations/0014-feedback.ts';
import { addReportFacts } from './migrations/0015-report.ts';
import { addWebhookRequests } from './migrations/0016-webhook-requests.ts';
import { orderFeedbackByAttempt } from './migrations/0017-feedback-order.ts';
import { addUnknownPause } from './migrations/0018-unknown-addresses.ts';
import type { Migration } from './migrations/migration.ts';
import type { Schema } from './schema.ts';
import type { Store, Writer } from './store.ts';

/** All migrations in order. The version of the schema is the number of migrations that have run. */
export const migrations: readonly Migration[] = [
  createLedger,
  addPace,
  addConsent,
  addNoticeReply,
  addJournal,
  addFormLimits,
  addSchedule,
  allowAnyTransport,
  addDeliveryRecords,
  addJudgedRefusals,
  addDeliveryTimes,
  addEditorNotices,
  addAlerts,
  addFeedback,
  addReportFacts,
  addWebhookRequests,
  orderFeedbackByAttempt,
  addUnknownPause,
];

/**
 * Migrates the database to the current schema in one transaction. Fails if the schema of the database is
 * newer.
 */
export async function migrate(db: Kysely<Schema>, kind: Store['kind']): Promise<void> {
  if ((await readVersion(db, kind)) === migrations.length) return;
  await db.transaction().execute(async (transaction) => {
    await lockForMigration(transaction, kind);
    await transaction.schema
      .createTable('meta')
      .ifNotExists()
      .addColumn('key', 'text', (column) => column.primaryKey())
      .addColumn('value', 'text', (column) => column.notNull())
      .execute();
    // Read the version again under the lock: another process may have migrated in the meantime.
    const version = (await readVersion(transaction, kind)) ?? 0;
    if (version > migrations.length) fail('store-newer', { found: version, known: migrations.length });
    for (const migration of migrations.slice(version)) await migration(transaction, kind);
    await transaction
      .insertInto('meta')
      .values({ key: 'schema-version', value: String(migrations.length) })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: String(migrations.length) }))
      .execute();
  });
}

/** Undefined if the database was never migrated. */
async function readVersion(db: Kysely<Schema>, kind: Store['kind']): Promise<number | undefined> {
  const table =
    kind === 'sqlite'
      ? sql<{ name: string | null }>`select (select name from sqlite_master where name = 'meta') as name`
      : sql<{ name: string | null }>`select to_regclass('meta')::text as name`;
  const { rows } = await table.execute(db);
  if (!rows[0]?.name) return undefined;
  const row = await db
    .selectFrom('meta')
    .select('value')
    .where('key', '=', 'schema-version')
    .executeTakeFirst();
  return row && Number(row.value);
}

/**
 * In SQLite, any transaction holds the only lock. In PostgreSQL, this takes an advisory lock with an
 * arbitrary number.
 */
async function lockForMigration(db: Writer, kind: Store['kind']): Promise<void> {
  if (kind === 'postgres') await sql`select pg_advisory_xact_lock(7237001)`.execute(db);
}
