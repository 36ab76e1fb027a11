import type { Kysely, Transaction } from 'kysely';
import type { Schema } from './schema.ts';

/** The database, for reading. */
export type Database = Kysely<Schema>;
/** The database inside a transaction. */
export type Writer = Transaction<Schema>;

/**
 * The storage for subscribers and the ledger, with the same interface for both databases. Errors of the
 * driver become a `ProblemError` (`store-full`, `store-busy`, `store-deleted`, `store-failed` and others).
 */
export interface Store {
  readonly kind: 'sqlite' | 'postgres';
  /** The absolute path of `.courant` on this machine. */
  readonly folder: string;
  /** Runs a query that only reads. */
  read<Result>(query: (db: Database) => Promise<Result>): Promise<Result>;
  /**
   * Runs `work` in one transaction, which is on disk when the promise resolves. After a deadlock or a lost
   * race, `work` runs again, so it must change nothing but the database.
   */
  transaction<Result>(work: (db: Writer) => Promise<Result>): Promise<Result>;
  /**
   * Also removes deleted data from the files, unless another process is reading them. On PostgreSQL, VACUUM
   * does that.
   */
  purge(): Promise<void>;
  close(): Promise<void>;
}
