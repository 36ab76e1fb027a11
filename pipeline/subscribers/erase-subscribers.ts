import type { Writer } from '../store/store.ts';
import { allDispatches } from './own-deliveries.ts';
import { createSubscriberId } from './subscriber-id.ts';
import type { SuppressionList, SuppressionReason } from './suppression-list.ts';
import { whySuppressed } from './why-suppressed.ts';

export interface Erasure {
  readonly suppressions: SuppressionList;
  /** The reason that the suppression list gives from then on. */
  readonly reason: SuppressionReason;
  /** In milliseconds since 1970. */
  readonly now: number;
}

/**
 * Erases subscribers (GDPR, article 17). What stays does not lead back to them: the ledger counts a delivery to
 * nobody, the consent ledger keeps what was agreed to under a pseudonym, and the suppression list knows a keyed
 * hash, so that importing an old list does not bring them back. Deliveries that were not sent yet are skipped.
 * Returns how many subscribers there were.
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
  await suppressions.record(
    db,
    people.map(({ normalised }) => ({ normalised, kind: reason, at: now })),
  );
  return people.length;
}

/**
 * Erases everybody who filled in the form with a normalised address and never confirmed it, as `eraseSubscribers`
 * does. Returns how many sign-ups there were.
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

/** Takes a person out of all tables; the suppression list is not touched. */
export async function removeSubscriber(
  db: Writer,
  { id, normalised }: { readonly id: string; readonly normalised: string },
  now: number,
): Promise<void> {
  await pseudonymise(db, id, now);
  await db.deleteFrom('notices').where('subject', '=', id).execute();
  await deleteSignUps(db, normalised);
  await db.deleteFrom('subscribers').where('id', '=', id).execute();
}

/** Deletes the sign-ups of an address with their mail. Returns how many there were. */
export async function deleteSignUps(db: Writer, normalised: string): Promise<number> {
  const signups = await db.selectFrom('signups').select('id').where('normalised', '=', normalised).execute();
  const ids = signups.map(({ id }) => id);
  if (ids.length === 0) return 0;
  await db.deleteFrom('notices').where('subject', 'in', ids).execute();
  await db.deleteFrom('signups').where('id', 'in', ids).execute();
  return ids.length;
}

/** Nothing else knows the pseudonym. The id in the links of an old mail finds nothing any more. */
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
    .updateTable('consents')
    .set({ subscriber: pseudonym, erased_at: now })
    .where('subscriber', '=', id)
    .execute();
}
