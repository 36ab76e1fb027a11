import { closeSync, fstatSync, openSync, statSync } from 'node:fs';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { Kysely, type SqliteDatabase, SqliteDialect } from 'kysely';
import { fail } from '../foundation/problems/problem.ts';
import { DirectAdapter } from './direct-adapter.ts';
import type { Schema } from './schema.ts';

/**
 * How long a statement waits for another process's transaction, in milliseconds. Short, because waiting
 * blocks this process. The transaction as a whole is retried; see `open-store.ts`.
 */
const busyTimeout = 25;
const rememberedStatements = 400;

/**
 * Opens the embedded database for durability: with a write-ahead log, and an fsync at every commit.
 * Overwrites deleted data with zeros, because an erased address must not remain in free pages.
 */
export function openSqlite(file: string): Kysely<Schema> {
  const inode = createPrivately(file);
  const database = new DatabaseSync(file, { timeout: busyTimeout });
  try {
    database.exec(`pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on;
      pragma secure_delete = on`);
  } catch (error) {
    database.close();
    throw error;
  }
  const refuseDeleted = () => {
    if (statSync(file, { throwIfNoEntry: false })?.ino !== inode) fail('store-deleted', { place: file });
  };
  return new Kysely<Schema>({ dialect: new DirectDialect(database, refuseDeleted) });
}

/**
 * Creates the file if it does not exist, and returns its inode. SQLite would make it readable for everybody. Its log and
 * its shared memory get the mode of this file.
 */
function createPrivately(file: string): number {
  const opened = openSync(file, 'a', 0o600);
  try {
    return fstatSync(opened).ino;
  } finally {
    closeSync(opened);
  }
}

class DirectDialect extends SqliteDialect {
  readonly #adapter: DirectAdapter;

  constructor(database: DatabaseSync, refuseDeleted: () => void) {
    const adapted = adapt(database, refuseDeleted);
    super({ database: adapted });
    this.#adapter = new DirectAdapter((sql, parameters) => {
      if (!database.isTransaction) throw new Error('The transaction has already ended');
      return adapted.prepare(sql).all(parameters);
    });
  }

  override createAdapter(): DirectAdapter {
    return this.#adapter;
  }
}

/**
 * Adapts node:sqlite to the driver interface of Kysely. `refuseDeleted` is called before each commit: the content of a
 * deleted file is gone with the process, and the next one would begin with an empty ledger.
 */
function adapt(database: DatabaseSync, refuseDeleted: () => void) {
  const statements = new Map<string, ReturnType<typeof adaptStatement>>();
  return {
    close: () => database.close(),
    prepare(sql: string) {
      // A transaction that reads before it writes must take the lock at its start. If it took the lock later,
      // and another process had written in between, it would fail at once, whatever the timeout.
      const text = sql === 'begin' ? 'begin immediate' : sql;
      if (text === 'commit') refuseDeleted();
      // On a full disk, SQLite rolls back automatically, so there may be no transaction left to roll back.
      if (text === 'rollback' && !database.isTransaction) return nothing;
      const known = statements.get(text);
      if (known) return known;
      if (statements.size >= rememberedStatements) statements.clear();
      const statement = adaptStatement(database.prepare(text));
      statements.set(text, statement);
      return statement;
    },
  } satisfies SqliteDatabase;
}

const nothing: ReturnType<typeof adaptStatement> = {
  reader: false,
  all: () => [],
  run: () => ({ changes: 0, lastInsertRowid: 0 }),
  iterate: () => [].values(),
};

function adaptStatement(statement: StatementSync) {
  type Bound = readonly (string | number | null)[];
  return {
    reader: statement.columns().length > 0,
    all: (parameters: readonly unknown[]): unknown[] => statement.all(...(parameters as Bound)),
    run: (parameters: readonly unknown[]) => statement.run(...(parameters as Bound)),
    iterate: (parameters: readonly unknown[]) => statement.iterate(...(parameters as Bound)),
  };
}
