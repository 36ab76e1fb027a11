/** An edition for one subscriber, in the form in which it is sent. */
export interface Message {
  /** With its angle brackets (RFC 5322, 3.6.4). */
  readonly messageId: string;
  readonly envelope: { readonly from: string; readonly to: string };
  /** The MIME text with CRLF line endings, including one at the end; not dot-stuffed. */
  readonly raw: Uint8Array;
  /** False if no line begins with a dot, as in every message that Courant composes. Left out if that is unknown. */
  readonly hasDotLines?: boolean;
  /**
   * Lets another message use the memory of `raw`. A transport may call it when the message is accepted and nothing reads
   * `raw` any more. Without this call, the memory is collected as usual.
   */
  readonly release?: () => void;
}

/** The recipient of a message, with the values to fill in. */
export interface Recipient {
  readonly address: string;
  readonly name: string | undefined;
  /** 16 bytes as 32 hex digits: the subscriber's opaque id, which signed links carry. */
  readonly subscriber: string;
}
