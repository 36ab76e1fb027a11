import type { SubscriberState } from '../subscriber.ts';
import type { SuppressionReason } from '../suppression-list.ts';

/** A row as its columns say it; nothing of it is checked yet. */
export interface ListRow {
  readonly address: string;
  readonly name: string;
  readonly locale: string;
  readonly timeZone: string;
  readonly state: RowState;
  readonly lists: readonly string[];
  /** When they agreed, as the file writes it; empty when it does not say. */
  readonly agreedAt: string;
}

/** What a row says of somebody; `unknown` has the word that nobody here understands. */
export type RowState =
  | { readonly state: Exclude<SubscriberState, 'suppressed'> }
  | { readonly state: 'suppressed'; readonly reason: SuppressionReason }
  | { readonly state: 'unknown'; readonly word: string };

/** Where a list comes from, by which its columns are understood. */
export interface ListFormat {
  readonly name: 'csv' | 'courant' | 'mailchimp' | 'listmonk' | 'ghost' | 'brevo' | 'substack';
  /** Whether a column says which lists somebody is on. */
  readonly hasLists: boolean;
  read(values: readonly string[]): ListRow;
}
