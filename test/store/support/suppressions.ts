import type { Store } from '../../../pipeline/store/store.ts';
import {
  openSuppressionList,
  type SuppressionListOptions,
} from '../../../pipeline/subscribers/open-suppression-list.ts';

export const testKey = 'a key for tests alone, of no secrecy';

/** The suppression list of a store. PostgreSQL needs a key that is given; SQLite makes its own. */
export function openSuppressions(store: Store, options: SuppressionListOptions = {}) {
  return openSuppressionList(store, { ...(store.kind === 'postgres' && { key: testKey }), ...options });
}
