import type { Database, Store } from '../store/store.ts';
import { hasEnoughMail, lockPerson, type MailLimits } from './mail-limits.ts';
import { requestNotice } from './notices.ts';
import type { ParsedAddress } from './parse-address.ts';
import type { PersonKey } from './person-key.ts';
import { createSubscriberId } from './subscriber-id.ts';
import type { SuppressionList } from './suppression-list.ts';
import { type FormUse, useForm } from './use-form.ts';
import { isFinal, whySuppressed } from './why-suppressed.ts';
import { recordWording, type Wording } from './wording.ts';

interface SignUp {
  readonly address: ParsedAddress;
  readonly name: string | undefined;
  /** The language of the page, which becomes the subscriber's language. */
  readonly locale: string;
  readonly lists: readonly string[];
  readonly timeZone?: string | undefined;
  readonly wording: Wording;
  /** The value of the form, and when it expires, in milliseconds since 1970. */
  readonly form: { readonly value: string; readonly expires: number };
  /** The Message-ID of the mail that follows. */
  readonly messageId: string;
  /** In milliseconds since 1970. */
  readonly now: number;
}

interface SignUpRules {
  readonly suppressions: SuppressionList;
  /** How much mail a person may get in a day. */
  readonly limits: MailLimits;
  readonly personKey: PersonKey;
}

/**
 * Processes a sign-up form. The address becomes a subscriber only through the link in the mail that follows.
 * An existing subscriber gets a mail that says so, and a suppressed address gets none. All cases write the
 * same rows, so that an observer cannot tell them apart.
 */
export function signUp(store: Store, request: SignUp, rules: SignUpRules): Promise<FormUse> {
  const { address, name, locale, lists, messageId, now } = request;
  return store.transaction(async (db) => {
    const person = rules.personKey(address.normalised);
    await lockPerson(db, store.kind, person);
    const use = await useForm(db, { ...request.form, person });
    if (use !== 'new') return use;
    const hadEnough = await hasEnoughMail(db, person, rules.limits, now);
    const subscriber = await findSubscriber(db, address.normalised);
    const suppressed = (await rules.suppressions.find(db, [address.normalised])).get(address.normalised);
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
        time_zone: request.timeZone ?? null,
        wording,
        wording_locale: request.wording.locale,
        message_id: messageId,
        created_at: now,
        confirmed_at: null,
      })
      .execute();
    const isSilent = hadEnough || isFinal(await whySuppressed(db, subscriber, suppressed));
    const isKnown = subscriber?.state === 'active';
    const subject = isSilent ? undefined : isKnown ? subscriber.id : id;
    const kind = isKnown ? 'known' : 'confirm';
    await requestNotice(db, { kind, subject, person, locale, messageId, now });
    return use;
  });
}

function findSubscriber(db: Database, normalised: string) {
  return db
    .selectFrom('subscribers')
    .select(['id', 'state'])
    .where('normalised', '=', normalised)
    .executeTakeFirst();
}
