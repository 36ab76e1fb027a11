import type { Store } from '../../../pipeline/store/store.ts';
import { addSubscriber } from '../../../pipeline/subscribers/add-subscriber.ts';
import { findSubscriber } from '../../../pipeline/subscribers/list-subscribers.ts';
import { type ParsedAddress, parseAddress } from '../../../pipeline/subscribers/parse-address.ts';
import { openSuppressions } from '../../store/support/suppressions.ts';

/** Adds a subscriber and returns their id. */
export async function addReader(
  store: Store,
  text: string,
  { lists = ['weekly', 'daily'], locale = 'en', name = 'Zoë' } = {},
): Promise<string> {
  const address = parseAddress(text) as ParsedAddress;
  const suppressions = await openSuppressions(store);
  const addition = { address, name, locale, lists, evidence: 'a test', lift: false, now: 1000 };
  await addSubscriber(store, addition, suppressions);
  return (await findSubscriber(store, address.normalised))?.id ?? '';
}

/** Reads everything that a request could change. */
export function readEverything(store: Store) {
  return store.read(async (db) => ({
    subscribers: await db.selectFrom('subscribers').selectAll().orderBy('id').execute(),
    subscriptions: await db.selectFrom('subscriptions').selectAll().orderBy('list').execute(),
    signups: await db.selectFrom('signups').selectAll().orderBy('id').execute(),
    consents: await db.selectFrom('consents').selectAll().orderBy('id').execute(),
    suppressions: await db.selectFrom('suppressions').selectAll().orderBy('hash').execute(),
    notices: await db.selectFrom('notices').selectAll().orderBy('id').execute(),
  }));
}
