import type { Database, Store } from '../store/store.ts';
import type { Subscriber, SubscriberState } from './subscriber.ts';

export interface SubscriberFilter {
  /** A canonical BCP 47 tag, compared exactly. */
  readonly locale?: string;
  readonly state?: SubscriberState;
  readonly source?: string;
  /** A list's id. */
  readonly list?: string;
}

const pageSize = 1000;

/**
 * The subscribers that match the filter, ordered by normalised address. They are read page by page, so a
 * million need no more memory than one page.
 */
export async function* eachSubscriber(
  store: Store,
  filter: SubscriberFilter = {},
): AsyncGenerator<Subscriber, void> {
  for (let after = ''; ; ) {
    const page = await store.read((db) => readPage(db, filter, after));
    for (const { subscriber } of page) yield subscriber;
    const last = page.at(-1);
    if (last === undefined || page.length < pageSize) return;
    after = last.normalised;
  }
}

/** The subscriber of a normalised address. */
export async function findSubscriber(store: Store, normalised: string): Promise<Subscriber | undefined> {
  return store.read(async (db) => {
    const rows = await db
      .selectFrom('subscribers')
      .selectAll()
      .where('normalised', '=', normalised)
      .execute();
    return (await describeRows(db, rows))[0]?.subscriber;
  });
}

async function readPage(db: Database, { locale, state, source, list }: SubscriberFilter, after: string) {
  let query = db
    .selectFrom('subscribers')
    .selectAll()
    .where('normalised', '>', after)
    .orderBy('normalised')
    .limit(pageSize);
  if (locale !== undefined) query = query.where('locale', '=', locale);
  if (state !== undefined) query = query.where('state', '=', state);
  if (source !== undefined) query = query.where('source', '=', source);
  if (list !== undefined)
    query = query.where(({ exists, selectFrom }) =>
      exists(
        selectFrom('subscriptions')
          .select('subscriptions.list')
          .whereRef('subscriptions.subscriber', '=', 'subscribers.id')
          .where('subscriptions.list', '=', list),
      ),
    );
  return describeRows(db, await query.execute());
}

type Row = Awaited<ReturnType<typeof selectRow>>;
const selectRow = (db: Database) => db.selectFrom('subscribers').selectAll().executeTakeFirstOrThrow();

async function describeRows(db: Database, rows: readonly Row[]) {
  const lists = await readLists(
    db,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({
    normalised: row.normalised,
    subscriber: {
      id: row.id,
      address: row.address,
      name: row.name ?? undefined,
      locale: row.locale ?? undefined,
      state: row.state,
      source: row.source,
      lists: lists.get(row.id) ?? [],
      timeZone: row.time_zone ?? undefined,
      pausedUntil: row.paused_until === null ? undefined : new Date(row.paused_until),
      createdAt: new Date(row.created_at),
    },
  }));
}

async function readLists(db: Database, ids: readonly string[]): Promise<Map<string, string[]>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('subscriptions')
    .select(['subscriber', 'list'])
    .where('subscriber', 'in', ids)
    .orderBy('list')
    .execute();
  const grouped = Map.groupBy(rows, ({ subscriber }) => subscriber);
  return new Map([...grouped].map(([subscriber, own]) => [subscriber, own.map(({ list }) => list)]));
}
