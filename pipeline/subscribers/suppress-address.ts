import type { Store, Writer } from '../store/store.ts';
import { leaveLists } from './join-lists.ts';
import { withholdConfirmations } from './notices.ts';
import { recordConsents } from './record-consents.ts';
import { everything, type SuppressionList } from './suppression-list.ts';

/**
 * Adds an address to the suppression list for an operator, whether or not it subscribes. If the scope is the
 * id of a list, the suppression applies to that list alone.
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
    if (person !== undefined) await withdraw(db, person.id, scope, now);
    await suppressions.record(db, [{ normalised, kind: 'operator', scope, at: now }]);
  });
}

async function withdraw(db: Writer, subscriber: string, scope: string, now: number): Promise<void> {
  const consent = { subscriber, kind: 'withdrawn', source: 'command', at: now } as const;
  if (scope !== everything) {
    const lists = await leaveLists(db, subscriber, [scope]);
    if (lists.length > 0) await recordConsents(db, [{ ...consent, lists }]);
    return;
  }
  await db
    .updateTable('subscribers')
    .set({ state: 'suppressed', updated_at: now })
    .where('id', '=', subscriber)
    .execute();
  await recordConsents(db, [consent]);
}
