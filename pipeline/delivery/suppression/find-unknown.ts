import type { Store } from '../../store/store.ts';
import { withLedgerNames } from '../ledger/issue-names.ts';
import { readFailures } from './read-failures.ts';

/**
 * The normalised addresses that the dispatches of an issue found not to exist, and that still get mail, each once. People
 * who agreed again since are left out.
 */
export function findUnknown(store: Store, issue: readonly string[]): Promise<string[]> {
  return store.read(async (db) => {
    const dispatches = await db
      .selectFrom('dispatches')
      .select('id')
      .where('issue', 'in', await withLedgerNames(db, issue))
      .execute();
    const found = new Set<string>();
    for (const { id } of dispatches)
      for (const { cause, isActive, normalised } of await readFailures(db, id))
        if (cause === 'address' && isActive) found.add(normalised);
    return [...found];
  });
}
