import { SqliteAdapter } from 'kysely';
import type { Database } from './store.ts';

/** Runs a statement immediately, inside the open transaction, and returns its rows. */
export type RunDirectly = (sql: string, parameters: readonly unknown[]) => unknown[];

/**
 * Kysely's description of SQLite, and with it a way past Kysely to the database. Kysely waits for about ten promises
 * for each statement, although node:sqlite answers synchronously.
 */
export class DirectAdapter extends SqliteAdapter {
  readonly run: RunDirectly;

  constructor(run: RunDirectly) {
    super();
    this.run = run;
  }
}

/**
 * The direct way into a transaction on SQLite. Undefined on PostgreSQL, and outside of a transaction: there, Kysely makes
 * a statement wait until the transaction on the only connection has ended.
 */
export function findDirectWay(db: Database): RunDirectly | undefined {
  if (!db.isTransaction) return undefined;
  const { adapter } = db.getExecutor();
  return adapter instanceof DirectAdapter ? adapter.run : undefined;
}
