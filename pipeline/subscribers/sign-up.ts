import type { Database, Store } from '../store/store.ts';
import { requestNotice } from './notices.ts';
import type { ParsedAddress } from './parse-address.ts';
import { createSubscriberId } from './subscriber-id.ts';
import type { SuppressionList } from './suppression-list.ts';
import { isFinal, whySuppressed } from './why-suppressed.ts';
import { recordWording, type Wording } from './wording.ts';

export interface SignUp {
  readonly address: ParsedAddress;
  readonly name: string | undefined;
  /** The language of the page, which becomes the subscriber's. */
  readonly locale: string;
  readonly lists: readonly string[];
  readonly wording: Wording;
  /** Of the mail that follows. */
  readonly messageId: string;
  /** In milliseconds since 1970. */
  readonly now: number;
}

export interface SignUpRules {
  readonly suppressions: SuppressionList;
  /** How many sign-ups an address may have in a day before it gets no further mail. */
  readonly perAddress: number;
}

const day = 24 * 60 * 60 * 1000;

/**
 * Takes a form that was filled in. The address becomes a subscriber only by the link in the mail that follows; who
 * is one already is told so by mail, and who must not be mailed gets none. Nothing that can be seen from outside
 * depends on which it was: the same rows are written in each case.
 */
export function signUp(store: Store, request: SignUp, rules: SignUpRules): Promise<void> {
  const { address, name, locale, lists, messageId, now } = request;
  return store.transaction(async (db) => {
    const [recent, subscriber, suppressed] = [
      await countRecent(db, address.normalised, now),
      await findSubscriber(db, address.normalised),
      (await rules.suppressions.find(db, [address.normalised])).get(address.normalised),
    ];
    const wording = await recordWording(db, request.wording, now);
    const id = createSubscriberId();
    await db
      .insertInto('signups')
      .values({
        id,
        ...address,
        name: name ?? null,
        locale,
        lists: JSON.stringify(lists),
        wording,
        wording_locale: request.wording.locale,
        message_id: messageId,
        created_at: now,
        confirmed_at: null,
      })
      .execute();
    const silent = recent >= rules.perAddress || isFinal(await whySuppressed(db, subscriber, suppressed));
    const isKnown = subscriber?.state === 'active';
    const subject = silent ? undefined : isKnown ? subscriber.id : id;
    await requestNotice(db, { kind: isKnown ? 'known' : 'confirm', subject, locale, messageId, now });
  });
}

async function countRecent(db: Database, normalised: string, now: number): Promise<number> {
  const row = await db
    .selectFrom('signups')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('normalised', '=', normalised)
    .where('created_at', '>', now - day)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

function findSubscriber(db: Database, normalised: string) {
  return db
    .selectFrom('subscribers')
    .select(['id', 'state'])
    .where('normalised', '=', normalised)
    .executeTakeFirst();
}
