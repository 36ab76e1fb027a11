import type { Kysely, Transaction } from 'kysely';
import type { Schema } from './schema.ts';

/** The database, open for reading. */
export type Database = Kysely<Schema>;
/** The database inside a transaction. */
export type Writer = Transaction<Schema>;

/**
 * Where subscribers and the ledger live: one contract, whichever database is behind it. Errors of the driver
 * come out as a `ProblemError` (`store-full`, `store-busy`, `store-corrupt`, `store-failed` …).
 */
export interface Store {
  readonly kind: 'sqlite' | 'postgres';
  /** The absolute path of `.courant` on this machine. */
  readonly folder: string;
  /** Runs a reading query. */
  read<Result>(query: (db: Database) => Promise<Result>): Promise<Result>;
  /**
   * Runs `work` in one transaction that is on disk when the promise resolves. A deadlock or a lost race runs
   * `work` again, so it must change nothing but the database.
   */
  transaction<Result>(work: (db: Writer) => Promise<Result>): Promise<Result>;
  /**
   * Takes what was deleted out of the files as well, as far as no other process is reading it. PostgreSQL sees to
   * that when it vacuums.
   */
  purge(): Promise<void>;
  close(): Promise<void>;
}
