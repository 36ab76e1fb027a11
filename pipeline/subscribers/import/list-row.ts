import type { SubscriberState } from '../subscriber.ts';
import type { SuppressionReason } from '../suppression-list.ts';

/** The values of a row by their columns, unchecked. */
export interface ListRow {
  readonly address: string;
  readonly name: string;
  readonly locale: string;
  readonly timeZone: string;
  readonly state: RowState;
  readonly lists: readonly string[];
  /** Whether the person left only this list. Another row may say that they are on another list. */
  readonly leftList?: boolean;
  /** The date of consent as written in the file; empty when there is none. */
  readonly agreedAt: string;
}

/** The state in a row. `unknown` comes with the word that was not understood. */
export type RowState =
  | { readonly state: Exclude<SubscriberState, 'suppressed'> }
  | { readonly state: 'suppressed'; readonly reason: SuppressionReason }
  | { readonly state: 'unknown'; readonly word: string };

/** The program that exported a list, which decides how its columns are read. */
export interface ListFormat {
  readonly name:
    | 'csv'
    | 'courant'
    | 'mailchimp'
    | 'listmonk'
    | 'ghost'
    | 'brevo'
    | 'substack'
    | 'mailpoet'
    | 'keila'
    | 'buttondown';
  /** Whether the file has a separate row for each list of a person. */
  readonly hasRowPerList?: boolean;
  /** Whether a column names the lists of each person. */
  readonly hasLists: boolean;
  read(values: readonly string[]): ListRow;
}
