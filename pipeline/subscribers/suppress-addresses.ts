import type { Store, Writer } from '../store/store.ts';
import { leaveLists } from './join-lists.ts';
import { withholdConfirmations } from './notices.ts';
import { type Consent, recordConsents } from './record-consents.ts';
import { everything, type SuppressionList } from './suppression-list.ts';

interface SuppressOptions {
  readonly suppressions: SuppressionList;
  /** The id of a list, if the suppression applies to that list alone. */
  readonly scope?: string;
  readonly now: number;
  /** Stops after a batch. The addresses of the batches before it stay suppressed. */
  readonly signal?: AbortSignal;
}

/** The number of addresses in a transaction. A disk takes about as long for all of them as for one. */
const batchSize = 500;

/** Adds addresses to the suppression list for an operator, whether or not they subscribe. */
export async function suppressAddresses(
  store: Store,
  normalised: readonly string[],
  { signal, ...options }: SuppressOptions,
): Promise<void> {
  for (let at = 0; at < normalised.length; at += batchSize) {
    signal?.throwIfAborted();
    const batch = normalised.slice(at, at + batchSize);
    await store.transaction((db) => suppressBatch(db, batch, options));
  }
}

async function suppressBatch(
  db: Writer,
  batch: readonly string[],
  { suppressions, scope = everything, now }: SuppressOptions,
): Promise<void> {
  const consents: Consent[] = [];
  for (const normalised of batch) {
    await suppressions.lift(db, normalised, scope);
    if (scope === everything) await withholdConfirmations(db, normalised);
    const person = await db
      .selectFrom('subscribers')
      .select('id')
      .where('normalised', '=', normalised)
      .executeTakeFirst();
    if (person !== undefined) consents.push(...(await withdraw(db, person.id, scope, now)));
  }
  await suppressions.add(db, batch, 'operator', now, scope);
  await recordConsents(db, consents);
  await suppressions.record(
    db,
    batch.map((normalised) => ({ normalised, kind: 'operator', scope, at: now })),
  );
}

async function withdraw(db: Writer, subscriber: string, scope: string, now: number): Promise<Consent[]> {
  const consent = { subscriber, kind: 'withdrawn', source: 'command', at: now } as const;
  if (scope !== everything) {
    const lists = await leaveLists(db, subscriber, [scope]);
    return lists.length > 0 ? [{ ...consent, lists }] : [];
  }
  await db
    .updateTable('subscribers')
    .set({ state: 'suppressed', updated_at: now })
    .where('id', '=', subscriber)
    .execute();
  return [consent];
}
