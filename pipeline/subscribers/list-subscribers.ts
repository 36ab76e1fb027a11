import type { Store } from '../store/store.ts';
import type { Subscriber, SubscriberState } from './subscriber.ts';

export interface SubscriberFilter {
  /** A canonical BCP 47 tag, compared as it is. */
  readonly locale?: string;
  readonly state?: SubscriberState;
  readonly source?: string;
}

/** The subscribers that fit the filter, by normalised address. */
export async function listSubscribers(store: Store, filter: SubscriberFilter = {}): Promise<Subscriber[]> {
  const rows = await store.read((db) => {
    let query = db.selectFrom('subscribers').selectAll().orderBy('normalised');
    if (filter.locale !== undefined) query = query.where('locale', '=', filter.locale);
    if (filter.state !== undefined) query = query.where('state', '=', filter.state);
    if (filter.source !== undefined) query = query.where('source', '=', filter.source);
    return query.execute();
  });
  return rows.map(({ id, address, name, locale, state, source, created_at }) => ({
    id,
    address,
    name: name ?? undefined,
    locale: locale ?? undefined,
    state,
    source,
    createdAt: new Date(created_at),
  }));
}
