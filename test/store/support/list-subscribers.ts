import type { Store } from '../../../pipeline/store/store.ts';
import { eachSubscriber, type SubscriberFilter } from '../../../pipeline/subscribers/list-subscribers.ts';
import type { Subscriber } from '../../../pipeline/subscribers/subscriber.ts';

/** Lists all subscribers that match the filter at once, because a test has few. */
export function listSubscribers(store: Store, filter: SubscriberFilter = {}): Promise<Subscriber[]> {
  return Array.fromAsync(eachSubscriber(store, filter));
}
