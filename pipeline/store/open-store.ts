import { join } from 'node:path';
import type { Kysely } from 'kysely';
import { convertStoreError, isLostRace } from './convert-error.ts';
import { migrate } from './migrate.ts';
import type { Schema } from './schema.ts';
import type { Store } from './store.ts';

export interface StoreOptions {
  /** The absolute path of `.courant`; made when it is missing. */
  readonly folder: string;
  /** Overrides the embedded database: `postgres://user:password@host/database`. */
  readonly databaseUrl?: string | undefined;
}

/** The most times that one transaction is tried before its error counts. */
const attempts = 5;

/**
 * Opens the store and brings its tables up to date. Close it in a `finally`.
 * Fails with `store-newer`, `store-corrupt`, `store-unreachable` and their kin; see `convert-error.ts`.
 */
export async function openStore({ folder, databaseUrl }: StoreOptions): Promise<Store> {
  const kind = databaseUrl === undefined ? 'sqlite' : 'postgres';
  const place = kind === 'sqlite' ? join(folder, 'courant.sqlite') : 'DATABASE_URL';
  let db: Kysely<Schema> | undefined;
  try {
    db = await connect(kind, databaseUrl ?? place);
    await migrate(db, kind);
  } catch (error) {
    await db?.destroy();
    throw convertStoreError(error, place);
  }
  return createStore(db, kind, place);
}

async function connect(kind: Store['kind'], address: string): Promise<Kysely<Schema>> {
  // Loaded here, so that a command without a store does not pay for a driver.
  const { openSqlite } = await import('./open-sqlite.ts');
  if (kind === 'sqlite') return openSqlite(address);
  throw new Error('not yet');
}

function createStore(db: Kysely<Schema>, kind: Store['kind'], place: string): Store {
  return {
    kind,
    async read(query) {
      try {
        return await query(db);
      } catch (error) {
        throw convertStoreError(error, place);
      }
    },
    async transaction(work) {
      for (let attempt = 1; ; attempt++) {
        try {
          return await db.transaction().execute(work);
        } catch (error) {
          if (attempt < attempts && isLostRace(error)) continue;
          throw convertStoreError(error, place);
        }
      }
    },
    close: () => db.destroy(),
  };
}
