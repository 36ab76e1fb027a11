import type { Writer } from '../store/store.ts';
import { forgetWebhooks } from './forget-webhooks.ts';
import { allDispatches } from './own-deliveries.ts';
import { createSubscriberId } from './subscriber-id.ts';
import type { SuppressionList, SuppressionReason } from './suppression-list.ts';
import { whySuppressed } from './why-suppressed.ts';

interface Erasure {
  readonly suppressions: SuppressionList;
  /** The reason to record in the suppression list. */
  readonly reason: SuppressionReason;
  /** In milliseconds since 1970. */
  readonly now: number;
}

/**
 * Erases subscribers (GDPR, article 17). The remaining data does not identify them. The ledger still counts
 * their deliveries, but without a recipient, and the consent ledger keeps the agreement under a pseudonym.
 * The suppression list keeps a keyed hash of the address, so that importing an old list does not bring them
 * back. Unsent deliveries are skipped. Returns how many subscribers there were.
 */
export async function eraseSubscribers(
  db: Writer,
  ids: readonly string[],
  { suppressions, reason, now }: Erasure,
): Promise<number> {
  if (ids.length === 0) return 0;
  const people = await db
    .selectFrom('subscribers')
    .select(['id', 'normalised', 'state'])
    .where('id', 'in', ids)
    .execute();
  const found = await suppressions.find(
    db,
    people.map(({ normalised }) => normalised),
  );
  for (const person of people) {
    const former = await whySuppressed(db, person, found.get(person.normalised));
    await suppressions.add(db, [person.normalised], former ?? reason, now);
    await removeSubscriber(db, person, now);
  }
  // Retention erases people only long after their last mail, so no request of a provider is that old.
  if (reason === 'erased')
    await forgetWebhooks(
      db,
      people.map(({ normalised }) => normalised),
    );
  await suppressions.record(
    db,
    people.map(({ normalised }) => ({ normalised, kind: reason, at: now })),
  );
  return people.length;
}

/**
 * Like `eraseSubscribers`, for the sign-ups of a normalised address that was never confirmed. Returns how
 * many there were.
 */
export async function eraseSignUps(
  db: Writer,
  normalised: string,
  { suppressions, reason, now }: Erasure,
): Promise<number> {
  const erased = await deleteSignUps(db, normalised);
  if (erased === 0) return 0;
  await suppressions.add(db, [normalised], reason, now);
  await suppressions.record(db, [{ normalised, kind: reason, at: now }]);
  return erased;
}

/** Removes a person from all tables except the suppression list. */
export async function removeSubscriber(
  db: Writer,
  { id, normalised }: { readonly id: string; readonly normalised: string },
  now: number,
): Promise<void> {
  await pseudonymise(db, id, now);
  await db.deleteFrom('notices').where('subject', '=', id).execute();
  await db.deleteFrom('feedback_events').where('recipient', '=', normalised).execute();
  await deleteSignUps(db, normalised);
  await db.deleteFrom('subscribers').where('id', '=', id).execute();
}

/** Deletes the sign-ups of an address and their mail. Returns how many there were. */
export async function deleteSignUps(db: Writer, normalised: string): Promise<number> {
  const signups = await db.selectFrom('signups').select('id').where('normalised', '=', normalised).execute();
  const ids = signups.map(({ id }) => id);
  if (ids.length === 0) return 0;
  await db.deleteFrom('notices').where('subject', 'in', ids).execute();
  await db.deleteFrom('signups').where('id', 'in', ids).execute();
  return ids.length;
}

/**
 * Nothing connects the pseudonym to the person. The id in the links of old mail no longer matches any row.
 */
async function pseudonymise(db: Writer, id: string, now: number): Promise<void> {
  const pseudonym = createSubscriberId();
  const dispatches = await allDispatches(db);
  if (dispatches.length > 0)
    await db
      .updateTable('deliveries')
      .set({
        subscriber: pseudonym,
        address: 'erased',
        normalised: `erased:${pseudonym}`,
        domain: 'erased',
        name: null,
        reply_text: null,
      })
      .where('dispatch', 'in', dispatches)
      .where('subscriber', '=', id)
      .execute();
  await db.deleteFrom('automatic_suppressions').where('subscriber', '=', id).execute();
  await db
    .updateTable('feedback_events')
    .set({ subscriber: pseudonym, diagnostic: null, return_path: null, recipient: null })
    .where('subscriber', '=', id)
    .execute();
  await db
    .updateTable('consents')
    .set({ subscriber: pseudonym, erased_at: now })
    .where('subscriber', '=', id)
    .execute();
}
