import { createHmac } from 'node:crypto';
import type { Database, Store } from '../store/store.ts';
import { fingerprintOf } from './suppression-key.ts';
import { everything } from './suppression-list.ts';
import { whySuppressed } from './why-suppressed.ts';

/** How many entries survive a new key. */
interface Rekeying {
  /** Suppressed subscribers whose address is known: they stay on the list. */
  readonly kept: number;
  /**
   * Entries about one list, or about people of whom no other data exists. No address can match them any more.
   */
  readonly lost: number;
}

/**
 * Rebuilds the suppression list with another key after the former one was lost. The new list includes the
 * suppressed subscribers, but nobody who was erased or never subscribed. With `dryRun`, it only counts.
 */
export function rekeySuppressions(
  store: Store,
  key: string,
  { now, dryRun }: { readonly now: number; readonly dryRun: boolean },
): Promise<Rekeying> {
  return store.transaction(async (db) => {
    const former = await db.selectFrom('suppressions').select(['hash', 'scope', 'reason']).execute();
    const people = await db
      .selectFrom('subscribers')
      .select(['id', 'normalised', 'state'])
      .where('state', '=', 'suppressed')
      .execute();
    const listed = [];
    for (const person of people)
      listed.push({
        hash: createHmac('sha256', key).update(person.normalised).digest('hex'),
        scope: everything,
        reason:
          (await wasWithdrawnByCommand(db, person.id)) ??
          (await whySuppressed(db, person, undefined)) ??
          'operator',
        created_at: now,
      });
    const result = { kept: listed.length, lost: Math.max(0, former.length - listed.length) };
    if (dryRun) return result;
    await db.deleteFrom('suppressions').execute();
    if (listed.length > 0) await db.insertInto('suppressions').values(listed).execute();
    const value = fingerprintOf(key);
    await db
      .insertInto('meta')
      .values({ key: 'suppression-key', value })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
      .execute();
    return result;
  });
}

/**
 * The consent ledger has an entry for each person whom an operator suppressed, and none for failed
 * deliveries.
 */
async function wasWithdrawnByCommand(db: Database, subscriber: string): Promise<'operator' | undefined> {
  const found = await db
    .selectFrom('consents')
    .select('id')
    .where('subscriber', '=', subscriber)
    .where('kind', '=', 'withdrawn')
    .where('source', '=', 'command')
    .limit(1)
    .execute();
  return found.length > 0 ? 'operator' : undefined;
}
