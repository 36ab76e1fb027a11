import type { Message } from '../messages/message.ts';

/** Where messages go. The ledger of each is its own: what went into the outbox was not sent by SMTP. */
export type TransportName = 'outbox' | 'smtp';

export interface Transport {
  readonly name: TransportName;
  /** Rejects with a `ProblemError` when there is no connection to be had. */
  connect(): Promise<Connection>;
  /**
   * Whether the message stands in its place, for a transport that can look. It is proof for a delivery whose
   * process died before it could say so.
   */
  hasArrived?(message: Pick<Message, 'messageId'> & { to: string }): Promise<boolean>;
}

/** Asked when everything of a message but its end is written: true lets it go, false takes it back. */
export type Gate = () => Promise<boolean>;

/** One message at a time. */
export interface Connection {
  /** False once it can take no further message. */
  readonly usable: boolean;
  /**
   * Hands a message over. The gate is asked once, before the step that makes it sent (SMTP: the final dot; the
   * outbox: the rename); unless it says true, that step is not taken. Rejects only when the gate does.
   */
  send(message: Message, gate: Gate): Promise<Outcome>;
  /** Lets go of the connection; a message under way ends as `lost` or `uncertain`. */
  close(): Promise<void>;
}

export type Outcome =
  /** The other side took responsibility for it. */
  | { readonly kind: 'accepted'; readonly reply: Reply }
  /** An explicit refusal for now (4yz), or for good (5yz): it has no copy. */
  | { readonly kind: 'deferred' | 'rejected'; readonly reply: Reply }
  /** The connection ended before the gate: it has no copy. */
  | { readonly kind: 'lost'; readonly detail: string }
  /** The gate said no: it has no copy. */
  | { readonly kind: 'withheld' }
  /** The end was released and no reply came: it may have a copy, or not. */
  | { readonly kind: 'uncertain'; readonly detail: string };

/** What a server said (RFC 5321, 4.2). */
export interface Reply {
  readonly code: number;
  /** RFC 3463, such as `5.1.1`. */
  readonly enhanced: string | undefined;
  readonly text: string;
}
