import type { Transaction } from 'kysely';

/**
 * The tables that a step may refer to by name. A step cannot use the current schema, because a later step may
 * have renamed what an earlier one created.
 */
interface MigratedTables {
  meta: { key: string; value: string };
}

/** One step of the schema. A released step is never edited: a change is a new step. */
export type Migration = (db: Transaction<MigratedTables>, kind: 'sqlite' | 'postgres') => Promise<void>;
