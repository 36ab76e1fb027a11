import type { Store, Writer } from '../store/store.ts';
import { hasEnoughMail, lockPerson, type MailLimits } from './mail-limits.ts';
import { requestNotice } from './notices.ts';
import type { PersonKey } from './person-key.ts';
import { type FormUse, useForm } from './use-form.ts';

export interface LinkRequest {
  readonly kind: 'preferences' | 'export' | 'erase';
  /** The recipient of the link, by id or by normalised address. */
  readonly recipient: { readonly id: string } | { readonly normalised: string };
  /**
   * The value of the form that requested the link, and when the form expires, in ms. Undefined when the
   * request came through a signed link.
   */
  readonly form?: { readonly value: string; readonly expires: number } | undefined;
  /** The language of the page. */
  readonly locale: string;
  readonly messageId: string;
  /** In milliseconds since 1970. */
  readonly now: number;
}

interface LinkRules {
  readonly limits: MailLimits;
  readonly personKey: PersonKey;
}

/**
 * Records a mail with the requested link. People who have left get it too, because they may still want to see
 * or erase their data; suppressed people do not. For an unknown address, the same statements run and write a
 * void row, so that neither the answer nor its timing reveals who subscribes.
 */
export function requestLink(
  store: Store,
  { kind, recipient, form, locale, messageId, now }: LinkRequest,
  { limits, personKey }: LinkRules,
): Promise<FormUse> {
  return store.transaction(async (db) => {
    const found = await findPerson(db, recipient);
    const normalised = 'normalised' in recipient ? recipient.normalised : (found?.normalised ?? '');
    const person = personKey(normalised);
    await lockPerson(db, store.kind, person);
    const use = form ? await useForm(db, { ...form, person }) : 'new';
    if (use !== 'new') return use;
    const isSilent = await hasEnoughMail(db, person, limits, now);
    const subject = isSilent || found?.state === 'suppressed' ? undefined : found?.id;
    await requestNotice(db, { kind, subject, person, locale, messageId, now });
    return use;
  });
}

function findPerson(db: Writer, recipient: LinkRequest['recipient']) {
  const query = db.selectFrom('subscribers').select(['id', 'normalised', 'state']);
  return 'id' in recipient
    ? query.where('id', '=', recipient.id).executeTakeFirst()
    : query.where('normalised', '=', recipient.normalised).executeTakeFirst();
}
