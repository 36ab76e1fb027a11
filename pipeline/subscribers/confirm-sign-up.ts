import type { Store, Writer } from '../store/store.ts';
import { joinLists } from './join-lists.ts';
import { recordConsents } from './record-consents.ts';
import { everything, type SuppressionList, withoutSuppressed } from './suppression-list.ts';
import { isFinal, whySuppressed } from './why-suppressed.ts';

/** unknown: there is no such sign-up; used: the link was used before and has no effect any more. */
type Confirmation = 'confirmed' | 'used' | 'unknown';

/**
 * Turns a sign-up into a subscriber (double opt-in), or reactivates a person who had left. A link works once:
 * opening it again after leaving does not resubscribe.
 */
export function confirmSignUp(
  store: Store,
  id: string,
  { suppressions, now }: { suppressions: SuppressionList; now: number },
): Promise<Confirmation> {
  return store.transaction(async (db) => {
    // When two clicks arrive at once, only one of them changes the row.
    const signup = await db
      .updateTable('signups')
      .set({ confirmed_at: now })
      .where('id', '=', id)
      .where('confirmed_at', 'is', null)
      .returningAll()
      .executeTakeFirst();
    if (signup === undefined) {
      const known = await db.selectFrom('signups').select('id').where('id', '=', id).executeTakeFirst();
      return known === undefined ? 'unknown' : 'used';
    }
    const found = (await suppressions.find(db, [signup.normalised])).get(signup.normalised);
    const person = await findPerson(db, signup.normalised);
    // An operator may have suppressed the address after the sign-up. The suppression wins.
    if (isFinal(await whySuppressed(db, person, found))) return 'unknown';
    const lists = withoutSuppressed(JSON.parse(signup.lists) as string[], found);
    const subscriber = await activate(db, signup, now);
    await suppressions.lift(db, signup.normalised);
    await joinLists(db, subscriber, lists, now);
    await recordConsents(db, [
      {
        subscriber,
        kind: 'confirmed',
        source: 'form',
        at: now,
        lists,
        wording: signup.wording,
        wordingLocale: signup.wording_locale,
        messageId: signup.message_id,
        requestedAt: signup.created_at,
      },
    ]);
    await suppressions.record(
      db,
      [everything, ...lists].map((scope) => ({
        normalised: signup.normalised,
        kind: 'returned' as const,
        scope,
        at: now,
      })),
    );
    return 'confirmed';
  });
}

function findPerson(db: Writer, normalised: string) {
  return db
    .selectFrom('subscribers')
    .select(['id', 'state'])
    .where('normalised', '=', normalised)
    .executeTakeFirst();
}

async function activate(
  db: Writer,
  signup: {
    id: string;
    address: string;
    normalised: string;
    name: string | null;
    locale: string;
    time_zone: string | null;
  },
  now: number,
): Promise<string> {
  const { id, address, normalised, name, locale } = signup;
  const row = await db
    .insertInto('subscribers')
    .values({
      id,
      address,
      normalised,
      name,
      locale,
      time_zone: signup.time_zone,
      state: 'active',
      source: 'form',
      created_at: now,
      updated_at: now,
    })
    .onConflict((conflict) =>
      conflict.column('normalised').doUpdateSet(({ ref, fn }) => ({
        address,
        locale,
        name: fn.coalesce(ref('excluded.name'), ref('subscribers.name')),
        time_zone: fn.coalesce(ref('excluded.time_zone'), ref('subscribers.time_zone')),
        state: 'active',
        source: 'form',
        paused_until: null,
        updated_at: now,
      })),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}
