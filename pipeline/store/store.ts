import type { Kysely, Transaction } from 'kysely';
import type { Schema } from './schema.ts';

/** The database, open for reading. */
export type Database = Kysely<Schema>;
/** The database inside a transaction. */
export type Writer = Transaction<Schema>;

/**
 * Where subscribers and the ledger are stored: one contract for both databases. Driver errors become a
 * `ProblemError` (`store-full`, `store-busy`, `store-corrupt`, `store-failed` …).
 */
export interface Store {
  readonly kind: 'sqlite' | 'postgres';
  /** The absolute path of `.courant` on this machine. */
  readonly folder: string;
  /** Runs a reading query. */
  read<Result>(query: (db: Database) => Promise<Result>): Promise<Result>;
  /**
   * Runs `work` in one transaction, which is on disk when the promise resolves. A deadlock or a lost race
   * runs `work` again, so it must change nothing but the database.
   */
  transaction<Result>(work: (db: Writer) => Promise<Result>): Promise<Result>;
  /**
   * Removes deleted data from the files too, unless another process is reading it. On PostgreSQL, VACUUM does
   * this.
   */
  purge(): Promise<void>;
  close(): Promise<void>;
}
