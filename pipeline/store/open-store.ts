import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type Kysely, sql } from 'kysely';
import { makeStateFolder } from '../foundation/files/state-folder.ts';
import { fail } from '../foundation/problems/problem.ts';
import { optionalPackage } from '../foundation/program/optional-package.ts';
import { convertStoreError, isLostRace } from './convert-error.ts';
import { migrate } from './migrate.ts';
import type { Schema } from './schema.ts';
import type { Store } from './store.ts';

interface StoreOptions {
  /** The absolute path of `.courant`. Created if it does not exist. */
  readonly folder: string;
  /** The address of a database that replaces the embedded one: `postgres://user:password@host/database`. */
  readonly databaseUrl?: string | undefined;
}

/** How long to retry a transaction that conflicts with another one, in milliseconds. */
const patience = 15_000;

/**
 * Opens the store and migrates its tables. Close it in a `finally`. Fails with `store-newer`,
 * `store-corrupt`, `store-unreachable` or another code in `convert-error.ts`.
 */
export function openStore({ folder, databaseUrl }: StoreOptions): Promise<Store> {
  const kind = databaseUrl === undefined ? 'sqlite' : 'postgres';
  const place = kind === 'sqlite' ? join(folder, 'courant.sqlite') : 'DATABASE_URL';
  return withPatience(place, async () => {
    makeStateFolder(folder);
    const db = await connect(kind, databaseUrl ?? place);
    try {
      await migrate(db, kind);
      if (kind === 'sqlite') await refuseMoved(db);
      return createStore(db, { kind, folder, place });
    } catch (error) {
      await db.destroy();
      throw error;
    }
  });
}

/** Fails with `store-moved` if the ledger was copied to PostgreSQL: two ledgers would each send every issue. */
async function refuseMoved(db: Kysely<Schema>): Promise<void> {
  const moved = await db.selectFrom('meta').select('value').where('key', '=', 'moved').executeTakeFirst();
  if (moved) fail('store-moved', {});
}

async function connect(kind: Store['kind'], address: string): Promise<Kysely<Schema>> {
  // Imported here, so that only the driver in use is loaded.
  if (kind === 'sqlite') return (await import('./open-sqlite.ts')).openSqlite(address);
  const load = () => import('./open-postgres.ts');
  return (await optionalPackage('pg', 'DATABASE_URL', load)).openPostgres(address);
}

function createStore(
  db: Kysely<Schema>,
  { kind, folder, place }: Pick<Store, 'kind' | 'folder'> & { place: string },
): Store {
  return {
    kind,
    folder,
    async read(query) {
      try {
        return await query(db);
      } catch (error) {
        throw convertStoreError(error, place);
      }
    },
    transaction: (work) => withPatience(place, () => db.transaction().execute(work)),
    async purge() {
      // The write-ahead log has the old content of overwritten pages until it is truncated.
      if (kind === 'sqlite') await this.read((open) => sql`pragma wal_checkpoint(truncate)`.execute(open));
    },
    close: () => db.destroy(),
  };
}

/** Runs work that may lose a race against another process, and retries it after a short random delay. */
async function withPatience<Result>(place: string, run: () => Promise<Result>): Promise<Result> {
  const deadline = performance.now() + patience;
  for (;;) {
    try {
      return await run();
    } catch (error) {
      if (!isLostRace(error) || performance.now() > deadline) throw convertStoreError(error, place);
      await setTimeout(1 + Math.random() * 10);
    }
  }
}
