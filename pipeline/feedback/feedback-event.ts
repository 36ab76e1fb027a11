/** What came back. `delayed` means that a server is still trying. */
export type FeedbackKind =
  | 'delivered'
  | 'delayed'
  | 'bounced'
  | 'complained'
  | 'unsubscribed'
  | 'auto-reply'
  | 'reply';

/** One thing that came back about one recipient of one message, by mail or from a provider. */
export interface FeedbackEvent {
  /** Where it came from: `mail`, or the name of a provider. */
  readonly source: string;
  /** Unique within the source. A second event with the same id changes nothing. */
  readonly id: string;
  readonly kind: FeedbackKind;
  /** When it happened, in milliseconds since 1970. */
  readonly at: number;
  /**
   * Whether the reporter has proved who it is, as a provider does with a signature or a secret. Anybody can
   * write a mail, so an event from a mail is never authenticated.
   */
  readonly authenticated: boolean;
  /** The address of the recipient, as the reporter wrote it. */
  readonly recipient?: string | undefined;
  /** The Message-ID of the message, with or without its angle brackets. */
  readonly messageId?: string | undefined;
  /** The provider's own id of the message, which its server gave in the reply to the final dot. */
  readonly providerId?: string | undefined;
  /** The signed return path to which the report was sent; see `messages/return-path.ts`. */
  readonly returnPath?: string | undefined;
  /** The token of an unsubscribe link, which a mail to the unsubscribe mailbox carries. */
  readonly unsubscribeToken?: string | undefined;
  /** The enhanced status code (RFC 3463), such as `5.1.1`. */
  readonly status?: string | undefined;
  /** Whether a bounce is permanent in the provider's own words, for one without a code. */
  readonly permanent?: boolean | undefined;
  /** What the server said. */
  readonly diagnostic?: string | undefined;
}
