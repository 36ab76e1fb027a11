import { DatabaseSync } from 'node:sqlite';
import { fail } from '../foundation/problems/problem.ts';
import { convertStoreError } from './convert-error.ts';

/** Result codes from sqlite.org/rescode.html. */
const taken: readonly number[] = [5, 6]; // busy, locked
const damaged: readonly number[] = [11, 26]; // corrupt, not a database

/**
 * Moves the content of the write-ahead log into a SQLite database, and returns the open connection. SQLite leaves the log
 * behind if any other connection is open, so this also detects processes that use the database (sqlite.org/wal.html,
 * section 2.2). Fails with `store-in-use`. Returns undefined for a damaged file.
 */
export function useAlone(database: string): DatabaseSync | undefined {
  let open: DatabaseSync | undefined;
  try {
    open = new DatabaseSync(database, { timeout: 0 });
    open.exec('pragma journal_mode = delete');
    return open;
  } catch (error) {
    open?.close();
    const result = ((error as { errcode?: number }).errcode ?? 0) & 0xff;
    if (taken.includes(result)) fail('store-in-use', {});
    if (damaged.includes(result)) return undefined;
    throw convertStoreError(error, database);
  }
}
