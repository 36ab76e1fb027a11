import type { Store } from '../../../pipeline/store/store.ts';
import {
  openSuppressionList,
  type SuppressionListOptions,
} from '../../../pipeline/subscribers/open-suppression-list.ts';

export const testKey = 'a key for tests alone, of no secrecy';

/** Opens the suppression list of a store. PostgreSQL needs a key from outside; SQLite generates one. */
export function openSuppressions(store: Store, options: SuppressionListOptions = {}) {
  return openSuppressionList(store, { ...(store.kind === 'postgres' && { key: testKey }), ...options });
}
