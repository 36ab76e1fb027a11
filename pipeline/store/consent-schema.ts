import type { Generated } from 'kysely';

/** Who is on which list. */
export interface SubscriptionsTable {
  subscriber: string;
  /** The list's id in newsletter.yaml. */
  list: string;
  since: number;
}

/** Somebody who filled in the form, and is nobody yet: only the link in the mail makes a subscriber of them. */
export interface SignupsTable {
  /** 16 random bytes as 32 hex digits; a new subscriber keeps it. */
  id: string;
  address: string;
  normalised: string;
  name: string | null;
  locale: string;
  /** A JSON array of list ids. */
  lists: string;
  /** The version and language of the wording that was agreed to. */
  wording: string;
  wording_locale: string;
  /** Of the mail that asks for confirmation. */
  message_id: string;
  created_at: number;
  /** The link works once: what came afterwards is not undone by it. */
  confirmed_at: number | null;
}

/** The texts that people agreed to, each as it stood. */
export interface WordingsTable {
  /** The beginning of the text's SHA-256. */
  version: string;
  locale: string;
  text: string;
  first_used_at: number;
}

/** Append-only: triggers refuse to change or delete what stands here. */
export interface ConsentsTable {
  id: Generated<number>;
  /** The subscriber's id; a pseudonym that stands for nobody once they are erased. */
  subscriber: string;
  kind: 'confirmed' | 'imported' | 'added' | 'changed' | 'withdrawn';
  /** The lists that it is about, as a JSON array; null for all. */
  lists: string | null;
  wording: string | null;
  wording_locale: string | null;
  /** form, page, one-click, command, or the kind of file that was imported. */
  source: string;
  /** What was said about it when it was imported or added. */
  evidence: string | null;
  /** Of the mail whose link confirmed it. */
  message_id: string | null;
  /** When the form was sent. */
  requested_at: number | null;
  at: number;
  erased_at: number | null;
}

/** Addresses that get nothing, known by a keyed hash alone. */
export interface SuppressionsTable {
  hash: string;
  /** A list's id, or * for everything. */
  scope: string;
  reason: string;
  created_at: number;
}

/** Withdrawals and returns that the journal outside of the database does not have yet; see `state/journal.ts`. */
export interface JournalWaitingTable {
  id: Generated<number>;
  hash: string;
  kind: 'left' | 'erased' | 'bounced' | 'complained' | 'operator' | 'returned';
  /** A list's id, or * for everything. */
  scope: string;
  at: number;
}

/** Mail that Courant sends by itself: written in the transaction that calls for it, sent afterwards. */
export interface NoticesTable {
  id: string;
  kind: 'confirm' | 'known' | 'preferences' | 'export' | 'erase';
  /** The sign-up (confirm) or subscriber that it is for; empty when it is void. */
  subject: string;
  locale: string;
  message_id: string;
  /** void: the address is not to be told anything; the row is there so that nobody can tell by the time it took. */
  state: NoticeState;
  attempts: number;
  /** What the mail server said last, or why it could not be asked, without addresses; null before the first attempt. */
  reply: string | null;
  next_attempt_at: number;
  created_at: number;
  /** A keyed hash of the address that it goes to; null when it is void. All mail to one person is counted by it. */
  person: string | null;
}

/**
 * As of a delivery: planned, sending (the gate is committed), sent, failed, uncertain (no reply came, or its process
 * died). void: nothing is sent.
 */
export type NoticeState = 'planned' | 'sending' | 'sent' | 'failed' | 'uncertain' | 'void';

/** How many forms a network has sent since its hour began. */
export interface FormPostsTable {
  /** A keyed hash of the network. */
  network: string;
  posts: number;
  ends_at: number;
}

/** Forms that were sent: each is good once. */
export interface FormUsesTable {
  /** The value of the form's hidden field. */
  value: string;
  /** A keyed hash of the address that was written into it. */
  used_for: string;
  expires_at: number;
}
