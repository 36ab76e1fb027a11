import type { Problem } from '../../foundation/problems/problem.ts';
import type { Certificate } from '../../foundation/program/read-certificate.ts';
import type { Message } from '../../messages/message.ts';
import type { Reply } from './reply.ts';

/** How a transport describes itself. No other code compares the names of transports. */
export interface TransportTraits {
  /** The name in the ledger, which never changes. Each transport has its own dispatches there. */
  readonly name: string;
  /** A proper name for headings: `SMTP`. */
  readonly label: string;
  /** For use in a sentence: "12 messages delivered by SMTP". */
  readonly way: string;
  /** False when its messages stay on this machine. Only then may its audience be the sample readers. */
  readonly reachesPeople: boolean;
  /** Whether another attempt may help after this problem of `connect`. */
  isPassing(problem: Problem): boolean;
  /** Whether a person has to fix something before any message can be sent. The dispatch is then paused. */
  isOurFault(problem: Problem): boolean;
}

export interface Transport extends TransportTraits {
  /** The absolute path of the folder with the messages, if the transport has one. */
  readonly folder?: string;
  /** Rejects with a `ProblemError` when it cannot connect. */
  connect(): Promise<Connection>;
  /**
   * Whether the message has arrived, if the transport can look it up. This settles a delivery whose process
   * died before it recorded the outcome.
   */
  hasArrived?(message: Pick<Message, 'messageId'> & { to: string }): Promise<boolean>;
}

/** A transport that can be opened: `delivery/transports.ts` lists them. */
export interface TransportKind extends TransportTraits {
  /** Whether the environment has what the transport needs. */
  isConfigured(environment: Environment): boolean;
  /**
   * Opens the transport. Fails with a problem that names the missing or wrong setting. Loads the modules of
   * the transport only now.
   */
  open(setting: TransportSetting): Promise<Transport>;
  /**
   * The mail server whose certificate must be valid, if there is one. Fails with a problem that names the
   * wrong setting.
   */
  mailServer?(environment: Environment): MailServer | undefined;
}

interface MailServer {
  readonly host: string;
  readonly port: number;
  readonly readCertificate: () => Promise<Certificate | undefined>;
}

export type Environment = Readonly<Record<string, string | undefined>>;

interface TransportSetting {
  readonly environment: Environment;
  /** The absolute path of `.courant`. */
  readonly stateFolder: string;
  /** The subject of the messages: an issue's slug, or `notices`. */
  readonly subject: string;
  readonly limits: ConnectionLimits;
}

export interface ConnectionLimits {
  /** How long the server may take for its reply after the final dot, in ms (RFC 5321, 4.5.3.2.6: 10 minutes). */
  readonly finalReplyTimeout: number;
  /** How long the server may take for any other reply, in ms (RFC 5321, 4.5.3.2: 5 minutes). */
  readonly replyTimeout: number;
  /** The largest number of messages to send over one connection, because many servers have a limit. */
  readonly messagesPerConnection: number;
}

/** Carries one message at a time. */
export interface Connection {
  /** False once the connection can take no further message. */
  readonly usable: boolean;
  /**
   * Writes a message up to the step that sends it (SMTP: the final dot; the outbox: the rename). Returns the
   * outcome instead if the attempt ends before that step.
   */
  write(message: Message): Promise<WrittenMessage | Outcome>;
  /** Closes the connection. A message in progress ends as `lost` or `uncertain`. */
  close(): Promise<void>;
}

/** A message that waits at its gate. Only the step that sends it is missing. */
export interface WrittenMessage {
  readonly kind: 'written';
  /**
   * False once the message can no longer be sent, because the connection broke or the server refused the
   * message while it waited.
   */
  readonly isAlive: boolean;
  /**
   * Takes the step that sends the message, unless the attempt has already ended. Call it only when the ledger
   * allows the message. With `next`, the connection may begin with that message in the same step, up to its
   * own gate. The next call of `write` must then pass it, or the connection must be closed.
   */
  release(next?: Message): Promise<Outcome>;
  /** Ends the attempt without sending. Returns `withheld`, or the outcome that ended the attempt before. */
  withdraw(): Promise<Outcome>;
}

export type Outcome =
  /** The server, or the folder, took responsibility for the message. */
  | { readonly kind: 'accepted'; readonly reply: Reply }
  /** The server refused it, temporarily (4yz) or permanently (5yz), and has no copy. */
  | { readonly kind: 'deferred' | 'rejected'; readonly reply: Reply }
  /** The message cannot be written, so no server has seen it. */
  | { readonly kind: 'unwritable'; readonly reply: Reply }
  /**
   * The connection ended before the sending step, so the server has no copy. `reply` is what the server said, if that has
   * nothing to do with the message.
   */
  | { readonly kind: 'lost'; readonly detail: string; readonly reply?: Reply }
  /** The gate stayed shut, so the server has no copy. */
  | { readonly kind: 'withheld' }
  /** The transport took the sending step, and no reply came. The server may or may not have a copy. */
  | { readonly kind: 'uncertain'; readonly detail: string };
