/** An edition for one subscriber, as it goes over the wire. */
export interface Message {
  /** With its angle brackets (RFC 5322, 3.6.4). */
  readonly messageId: string;
  readonly envelope: { readonly from: string; readonly to: string };
  /** The MIME text: CRLF line ends, not dot-stuffed, ends with CRLF. */
  readonly raw: Uint8Array;
}

/** Whom a message is for, and what is filled into it. */
export interface Recipient {
  readonly address: string;
  readonly name: string | undefined;
  /** 16 bytes as 32 hex digits: the subscriber's opaque id, which signed links carry. */
  readonly subscriber: string;
}
