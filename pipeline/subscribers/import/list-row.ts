import type { SubscriberState } from '../subscriber.ts';

/** A row as its columns say it; nothing of it is checked yet. */
export interface ListRow {
  readonly address: string;
  readonly name: string;
  readonly locale: string;
  readonly timeZone: string;
  readonly state: SubscriberState;
  readonly lists: readonly string[];
  /** When they agreed, as the file writes it; empty when it does not say. */
  readonly agreedAt: string;
}

/** Where a list comes from, by which its columns are understood. */
export interface ListFormat {
  readonly name: 'csv' | 'courant' | 'mailchimp' | 'listmonk' | 'ghost';
  read(values: readonly string[]): ListRow;
}
