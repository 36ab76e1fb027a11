import type { Generated } from 'kysely';

/** Which subscriber is on which list. */
export interface SubscriptionsTable {
  subscriber: string;
  /** The list's id in newsletter.yaml. */
  list: string;
  since: number;
}

/** A sign-up that nobody has confirmed yet. It becomes a subscriber only through the link in the mail. */
export interface SignupsTable {
  /** 16 random bytes as 32 hex digits. The new subscriber will have the same id. */
  id: string;
  address: string;
  normalised: string;
  name: string | null;
  locale: string;
  /** A JSON array of list ids. */
  lists: string;
  /** The version and language of the wording that the person agreed to. */
  wording: string;
  wording_locale: string;
  /** The Message-ID of the mail that asks for confirmation. */
  message_id: string;
  /** An IANA time zone; null if the person chose none. */
  time_zone: Generated<string | null>;
  created_at: number;
  /** The link works once, so opening it again does not undo later changes. */
  confirmed_at: number | null;
}

/** The texts that people agreed to, word for word. */
export interface WordingsTable {
  /** The first characters of the text's SHA-256. */
  version: string;
  locale: string;
  text: string;
  first_used_at: number;
}

/** Append-only: triggers reject changes and deletions. */
export interface ConsentsTable {
  id: Generated<number>;
  /** The id of the subscriber. After an erasure it is a pseudonym that identifies nobody. */
  subscriber: string;
  kind: 'confirmed' | 'imported' | 'added' | 'changed' | 'withdrawn';
  /** The lists that the entry concerns, as a JSON array; null for all lists. */
  lists: string | null;
  wording: string | null;
  wording_locale: string | null;
  /** `form`, `page`, `one-click`, `command`, `journal`, or the format of an imported file. */
  source: string;
  /** The evidence given at the import or by the operator. */
  evidence: string | null;
  /** The Message-ID of the mail with the confirmation link. */
  message_id: string | null;
  /** The dispatch whose mail had the link with which the person left; null if that is unknown. */
  dispatch: Generated<number | null>;
  /** When the form was sent. */
  requested_at: number | null;
  at: number;
  erased_at: number | null;
}

/** Addresses that get no mail, stored only as keyed hashes. */
export interface SuppressionsTable {
  hash: string;
  /** A list's id, or * for everything. */
  scope: string;
  reason: string;
  created_at: number;
}

/** Withdrawals and returns that are not in the journal outside the database yet; see `state/journal.ts`. */
export interface JournalWaitingTable {
  id: Generated<number>;
  hash: string;
  kind: 'left' | 'erased' | 'bounced' | 'complained' | 'operator' | 'returned';
  /** A list's id, or * for everything. */
  scope: string;
  at: number;
}

/** Automatic mail, recorded in the transaction that requests it and sent afterwards. */
export interface NoticesTable {
  id: string;
  kind: 'confirm' | 'known' | 'preferences' | 'export' | 'erase';
  /** The sign-up (confirm) or subscriber that it is for; empty in a void row. */
  subject: string;
  locale: string;
  message_id: string;
  /**
   * `void` means that the address gets no mail. The row exists anyway, so that the response time reveals
   * nothing.
   */
  state: NoticeState;
  attempts: number;
  /**
   * The mail server's last reply, or the reason why there was none. Contains no addresses. Null before the
   * first attempt.
   */
  reply: string | null;
  next_attempt_at: number;
  created_at: number;
  /**
   * A keyed hash of the recipient's address, which limits use to count all mail to one person. Null in a void
   * row.
   */
  person: string | null;
}

/**
 * The states are those of a delivery: planned; sending (the gate is committed); sent; failed; uncertain (no
 * reply came, or the process died). In addition, void means that there is no mail to send.
 */
export type NoticeState = 'planned' | 'sending' | 'sent' | 'failed' | 'uncertain' | 'void';

/** The number of forms that a network has submitted in its current hour. */
export interface FormPostsTable {
  /** A keyed hash of the network. */
  network: string;
  posts: number;
  ends_at: number;
}

/** Forms that were submitted. Each form works only once. */
export interface FormUsesTable {
  /** The value of the form's hidden field. */
  value: string;
  /** A keyed hash of the address that was entered. */
  used_for: string;
  expires_at: number;
}
