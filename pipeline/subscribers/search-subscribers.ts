import { sql } from 'kysely';
import type { Database, Store } from '../store/store.ts';

/** A result of the search. */
export interface FoundSubscriber {
  readonly id: string;
  readonly address: string;
  readonly name: string | undefined;
  /** The language that they chose, a canonical BCP 47 tag. */
  readonly locale: string | undefined;
}

/**
 * Finds up to `limit` active subscribers with every word of `text` in their address or name, ordered by
 * address. The search ignores case; SQLite does so only in ASCII.
 */
export async function searchSubscribers(
  store: Store,
  text: string,
  limit: number,
): Promise<FoundSubscriber[]> {
  const words = text.split(/\s+/).filter(Boolean);
  const rows = await store.read((db) => {
    let query = selectFound(db).where('state', '=', 'active').orderBy('normalised').limit(limit);
    for (const word of words) {
      const lower = patternOf(word.toLowerCase());
      query = query.where(
        sql<boolean>`(normalised like ${lower} escape '\\' or lower(name) like ${lower} escape '\\'
          or name like ${patternOf(word)} escape '\\')`,
      );
    }
    return query.execute();
  });
  return rows.map(toFound);
}

/** The active subscriber with this id; undefined when there is none. */
export async function findActiveSubscriber(store: Store, id: string): Promise<FoundSubscriber | undefined> {
  const row = await store.read((db) =>
    selectFound(db).where('id', '=', id).where('state', '=', 'active').executeTakeFirst(),
  );
  return row && toFound(row);
}

const selectFound = (db: Database) =>
  db.selectFrom('subscribers').select(['id', 'address', 'name', 'locale']);

const toFound = ({ name, locale, ...row }: { id: string; address: string } & Nullable): FoundSubscriber => ({
  ...row,
  name: name ?? undefined,
  locale: locale ?? undefined,
});

interface Nullable {
  readonly name: string | null;
  readonly locale: string | null;
}

const patternOf = (word: string) => `%${word.replace(/[\\%_]/g, '\\$&')}%`;
