// The JSON that the studio's server and its pages exchange about the outbox, and about readers for whom a
// test can be rendered.

/** A message in the outbox's list. */
export interface MailRow {
  readonly id: string;
  readonly issue: string;
  readonly subject: string;
  readonly from: string;
  readonly to: string;
  readonly language: string;
  readonly date: number;
  readonly bytes: number;
}

export interface Mail extends MailRow {
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly text: string;
  readonly raw: string;
  readonly hasHtml: boolean;
}

/** A subscriber for whom a test can be rendered. */
export interface ReaderRow {
  readonly subscriber: string;
  readonly address: string;
  readonly name: string | undefined;
  /** The language that the subscriber chose. */
  readonly asked: string | undefined;
  /** The locale of the edition that the subscriber gets. `choice` says why. */
  readonly edition: string;
  readonly choice: 'exact' | 'lookup' | 'default';
}
