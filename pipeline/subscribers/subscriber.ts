/** Only an active subscriber gets mail. */
export type SubscriberState = 'active' | 'unsubscribed' | 'suppressed';

/**
 * Where a subscriber came from. Samples are invented readers for trying things out, and never get mail over
 * SMTP. `added` means added by an operator's command.
 */
export type SubscriberSource = 'sample' | 'import' | 'form' | 'added';

export interface Subscriber {
  /** 16 random bytes as 32 hex digits. */
  readonly id: string;
  /** As its owner wrote it. */
  readonly address: string;
  readonly name: string | undefined;
  /** A canonical BCP 47 tag; undefined when they chose no language. */
  readonly locale: string | undefined;
  readonly state: SubscriberState;
  readonly source: string;
  /** The ids of their lists, sorted. */
  readonly lists: readonly string[];
  /** An IANA name, such as Europe/Amsterdam. */
  readonly timeZone: string | undefined;
  /** No mail is sent before this time. */
  readonly pausedUntil: Date | undefined;
  readonly createdAt: Date;
}
