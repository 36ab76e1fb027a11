/** Only an active subscriber gets mail. */
export type SubscriberState = 'active' | 'unsubscribed' | 'suppressed';

/**
 * Where a subscriber came from. Samples are for trying things out and never get mail over SMTP. `added` is by
 * an operator's command.
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
  /** The ids of the lists that they are on, sorted. */
  readonly lists: readonly string[];
  /** An IANA name, such as Europe/Amsterdam. */
  readonly timeZone: string | undefined;
  /** Nothing is sent before then. */
  readonly pausedUntil: Date | undefined;
  readonly createdAt: Date;
}
