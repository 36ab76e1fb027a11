import type { Writer } from '../store/store.ts';

/** One entry of the consent ledger. Times are milliseconds since 1970. */
export interface Consent {
  readonly subscriber: string;
  readonly kind: 'confirmed' | 'imported' | 'added' | 'changed' | 'withdrawn';
  /** `form`, `page`, `one-click`, `command`, `journal`, or the format of an imported file. */
  readonly source: string;
  readonly at: number;
  /** The lists that the entry is about. The default is all lists. */
  readonly lists?: readonly string[] | undefined;
  /** The version of the wording that the person agreed to, and its language. */
  readonly wording?: string | undefined;
  readonly wordingLocale?: string | undefined;
  /** Where the consent came from, in the words of the operator who vouches for it. */
  readonly evidence?: string | undefined;
  /** The Message-ID of the mail with the confirmation link. */
  readonly messageId?: string | undefined;
  readonly requestedAt?: number | undefined;
  /** The dispatch whose mail had the link with which the person left. */
  readonly dispatch?: number | undefined;
}

/** The beginning of the evidence when somebody takes a withdrawal back. */
export const takenBack = 'taken back: ';

/** Appends to the consent ledger, which is never overwritten. */
export async function recordConsents(db: Writer, consents: readonly Consent[]): Promise<void> {
  if (consents.length === 0) return;
  await db
    .insertInto('consents')
    .values(
      consents.map((consent) => ({
        subscriber: consent.subscriber,
        kind: consent.kind,
        lists: consent.lists === undefined ? null : JSON.stringify(consent.lists),
        wording: consent.wording ?? null,
        wording_locale: consent.wordingLocale ?? null,
        source: consent.source,
        evidence: consent.evidence ?? null,
        message_id: consent.messageId ?? null,
        requested_at: consent.requestedAt ?? null,
        dispatch: consent.dispatch ?? null,
        at: consent.at,
      })),
    )
    .execute();
}
