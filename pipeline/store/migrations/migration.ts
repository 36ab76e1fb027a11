import type { Transaction } from 'kysely';

/**
 * What a step may use by name. It does not know the schema of today's code: a later step may have renamed what an
 * earlier one made.
 */
interface MigratedTables {
  meta: { key: string; value: string };
}

/** One step of the schema. A released step never changes: a change is a new step. */
export type Migration = (db: Transaction<MigratedTables>, kind: 'sqlite' | 'postgres') => Promise<void>;
