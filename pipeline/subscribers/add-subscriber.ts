import { fail } from '../foundation/problems/problem.ts';
import type { Store } from '../store/store.ts';
import { joinLists } from './join-lists.ts';
import type { ParsedAddress } from './parse-address.ts';
import { recordConsents } from './record-consents.ts';
import { createSubscriberId } from './subscriber-id.ts';
import { everything, type SuppressionList } from './suppression-list.ts';
import { whySuppressed } from './why-suppressed.ts';

interface Addition {
  readonly address: ParsedAddress;
  readonly name: string | undefined;
  readonly locale: string | undefined;
  readonly lists: readonly string[];
  /** Where the consent came from, in the operator's words. */
  readonly evidence: string;
  /** Whether to remove the person from the suppression list first. */
  readonly lift: boolean;
  /** In milliseconds since 1970. */
  readonly now: number;
}

/**
 * Adds or reactivates one subscriber because an operator vouches for the consent. Fails with
 * `subscriber-known` when they are already active, and with `subscriber-suppressed` when they are suppressed
 * and `lift` is false.
 */
export function addSubscriber(
  store: Store,
  addition: Addition,
  suppressions: SuppressionList,
): Promise<void> {
  const { address, name, locale, lists, evidence, lift, now } = addition;
  return store.transaction(async (db) => {
    const known = await db
      .selectFrom('subscribers')
      .select(['id', 'state'])
      .where('normalised', '=', address.normalised)
      .executeTakeFirst();
    if (known?.state === 'active') fail('subscriber-known', {});
    const found = await suppressions.find(db, [address.normalised]);
    const reason = await whySuppressed(db, known, found.get(address.normalised));
    if (reason !== undefined && !lift)
      fail('subscriber-suppressed', { reason }, undefined, { severity: 'error' });
    await suppressions.lift(db, address.normalised);
    const id = known?.id ?? createSubscriberId();
    const values = { ...address, name: name ?? null, locale: locale ?? null, state: 'active' as const };
    await db
      .insertInto('subscribers')
      .values({ id, ...values, source: 'added', created_at: now, updated_at: now })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ ...values, updated_at: now }))
      .execute();
    await joinLists(db, id, lists, now);
    await recordConsents(db, [
      {
        subscriber: id,
        kind: 'added',
        source: 'command',
        evidence,
        at: now,
        ...(lists.length > 0 && { lists }),
      },
    ]);
    await suppressions.record(
      db,
      [everything, ...lists].map((scope) => ({
        normalised: address.normalised,
        kind: 'returned' as const,
        scope,
        at: now,
      })),
    );
  });
}
