import type { Store } from '../store/store.ts';
import { leaveLists } from './join-lists.ts';
import { withholdConfirmations } from './notices.ts';
import { recordConsents } from './record-consents.ts';
import { everything, type SuppressionList } from './suppression-list.ts';

/**
 * Puts an address on the suppression list on an operator's word, whether somebody subscribes with it or not; with a
 * list's id as scope, for that list alone.
 */
export function suppressAddress(
  store: Store,
  normalised: string,
  { suppressions, scope = everything, now }: { suppressions: SuppressionList; scope?: string; now: number },
): Promise<void> {
  return store.transaction(async (db) => {
    await suppressions.lift(db, normalised, scope);
    await suppressions.add(db, [normalised], 'operator', now, scope);
    if (scope === everything) await withholdConfirmations(db, normalised);
    const person = await db
      .selectFrom('subscribers')
      .select('id')
      .where('normalised', '=', normalised)
      .executeTakeFirst();
    if (person === undefined) return;
    const subscriber = person.id;
    if (scope !== everything) {
      const lists = await leaveLists(db, subscriber, [scope]);
      if (lists.length > 0)
        await recordConsents(db, [{ subscriber, kind: 'withdrawn', source: 'command', at: now, lists }]);
      return;
    }
    await db
      .updateTable('subscribers')
      .set({ state: 'suppressed', updated_at: now })
      .where('id', '=', subscriber)
      .execute();
    await recordConsents(db, [{ subscriber, kind: 'withdrawn', source: 'command', at: now }]);
  });
}
