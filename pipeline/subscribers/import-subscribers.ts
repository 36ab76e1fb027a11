import { randomBytes } from 'node:crypto';
import type { Problem } from '../problems/problem.ts';
import type { Store, Writer } from '../store/store.ts';
import { readSubscribers, type SubscriberEntry } from './read-subscribers.ts';
import type { SubscriberSource } from './subscriber.ts';

export interface ImportOptions {
  readonly bytes: Uint8Array;
  /** As problems name it. */
  readonly file: string;
  readonly source: SubscriberSource;
  /** Counts what would happen, and writes nothing. */
  readonly dryRun?: boolean;
  readonly clock?: () => number;
  /** 16 bytes for each new subscriber. */
  readonly createId?: () => string;
}

export interface ImportReport {
  readonly added: number;
  readonly updated: number;
  readonly unchanged: number;
  /** A refused row has one with its line. */
  readonly problems: readonly Problem[];
}

const batchSize = 500;

/**
 * Takes a list of subscribers (CSV) into the store, in one transaction; a row that is refused keeps none of the
 * others out. A subscriber who is there already keeps id and state (importing never undoes an unsubscription);
 * name and locale are updated where the file has them.
 */
export async function importSubscribers(store: Store, options: ImportOptions): Promise<ImportReport> {
  const { entries, problems } = readSubscribers(options.bytes, options.file);
  const counts = await store.transaction(async (db) => {
    const total = { added: 0, updated: 0, unchanged: 0 };
    for (let start = 0; start < entries.length; start += batchSize) {
      const counted = await importBatch(db, entries.slice(start, start + batchSize), options);
      total.added += counted.added;
      total.updated += counted.updated;
      total.unchanged += counted.unchanged;
    }
    return total;
  });
  return { ...counts, problems };
}

async function importBatch(db: Writer, entries: readonly SubscriberEntry[], options: ImportOptions) {
  const { source, dryRun = false, clock = Date.now, createId = randomId } = options;
  const now = clock();
  const rows = await db
    .selectFrom('subscribers')
    .select(['id', 'normalised', 'name', 'locale', 'source'])
    .where(
      'normalised',
      'in',
      entries.map(({ normalised }) => normalised),
    )
    .execute();
  const known = new Map(rows.map((row) => [row.normalised, row]));

  const fresh = entries.filter(({ normalised }) => !known.has(normalised));
  const changed = entries.flatMap((entry) => {
    const row = known.get(entry.normalised);
    if (!row) return [];
    const next = {
      name: entry.name ?? row.name,
      locale: entry.locale ?? row.locale,
      // A sample that turns up in a real list is a reader from then on, and never the other way round.
      source: row.source === 'sample' ? source : row.source,
    };
    const same = next.name === row.name && next.locale === row.locale && next.source === row.source;
    return same ? [] : [{ id: row.id, ...next, updated_at: now }];
  });

  if (!dryRun && fresh.length > 0) {
    const values = fresh.map(({ address, normalised, name, locale }) => ({
      id: createId(),
      address,
      normalised,
      name: name ?? null,
      locale: locale ?? null,
      state: 'active' as const,
      source,
      created_at: now,
      updated_at: now,
    }));
    await db.insertInto('subscribers').values(values).execute();
  }
  if (!dryRun)
    for (const { id, ...next } of changed)
      await db.updateTable('subscribers').set(next).where('id', '=', id).execute();
  return {
    added: fresh.length,
    updated: changed.length,
    unchanged: entries.length - fresh.length - changed.length,
  };
}

const randomId = () => randomBytes(16).toString('hex');
