import type { Problem } from '../../foundation/problems/problem.ts';
import type { Message } from '../../messages/message.ts';
import type { Reply } from './reply.ts';

/** A transport's description of itself. Nothing else in the pipeline compares a transport's name. */
export interface TransportTraits {
  /** The name in the ledger. It never changes. Each transport has a separate ledger. */
  readonly name: string;
  /** A proper name for headings: `SMTP`. */
  readonly label: string;
  /** For a sentence: "12 messages delivered by SMTP". */
  readonly way: string;
  /** False when its messages stay on this machine: only then may sample readers be its audience. */
  readonly reachesPeople: boolean;
  /** Whether another attempt may help after this problem of `connect`. */
  isPassing(problem: Problem): boolean;
  /** Whether a person has to change something before any message can go: the dispatch is then paused. */
  isOurFault(problem: Problem): boolean;
}

export interface Transport extends TransportTraits {
  /** The absolute path of the folder with its messages, for a transport that has one. */
  readonly folder?: string;
  /** Rejects with a `ProblemError` when it cannot connect. */
  connect(): Promise<Connection>;
  /**
   * Whether the message has arrived, for a transport that can look it up. It settles a delivery whose process
   * died before it recorded the outcome.
   */
  hasArrived?(message: Pick<Message, 'messageId'> & { to: string }): Promise<boolean>;
}

/** A transport that can be opened: `delivery/transports.ts` lists them. */
export interface TransportKind extends TransportTraits {
  /** Whether the environment has what the transport needs. */
  isConfigured(environment: Environment): boolean;
  /** Fails with a problem that names what is missing or wrong. Loads its modules only now. */
  open(setting: TransportSetting): Promise<Transport>;
}

export type Environment = Readonly<Record<string, string | undefined>>;

export interface TransportSetting {
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
  /** How long it may take for any other reply, in ms (RFC 5321, 4.5.3.2: 5 minutes). */
  readonly replyTimeout: number;
  /** The most messages over one connection. Many servers have a limit. */
  readonly messagesPerConnection: number;
}

/** Carries one message at a time. */
export interface Connection {
  /** False once it can take no further message. */
  readonly usable: boolean;
  /**
   * Writes a message up to the step that makes it sent (SMTP: the final dot; the outbox: the rename). Returns the
   * outcome instead if the message ends before that step.
   */
  write(message: Message): Promise<WrittenMessage | Outcome>;
  /** Closes the connection. A message in progress ends as `lost` or `uncertain`. */
  close(): Promise<void>;
}

/** A message that waits at its gate: only the step that makes it sent is missing. */
export interface WrittenMessage {
  readonly kind: 'written';
  /** False once it can no longer be sent, because the connection broke or the server refused it while it waited. */
  readonly isAlive: boolean;
  /** Takes the step, unless the message has ended. Call it only when the ledger says that the message may go. */
  release(): Promise<Outcome>;
  /** Ends the message unsent: `withheld`, or what ended it before. */
  withdraw(): Promise<Outcome>;
}

export type Outcome =
  /** The other side took responsibility for the message. */
  | { readonly kind: 'accepted'; readonly reply: Reply }
  /** The other side refused it, temporarily (4yz) or permanently (5yz), and has no copy. */
  | { readonly kind: 'deferred' | 'rejected'; readonly reply: Reply }
  /** The message cannot be written, so no server was asked. */
  | { readonly kind: 'unwritable'; readonly reply: Reply }
  /** The connection ended before the step: the other side has no copy. */
  | { readonly kind: 'lost'; readonly detail: string }
  /** The gate stayed shut: the other side has no copy. */
  | { readonly kind: 'withheld' }
  /** The step was taken and no reply came: the other side may have a copy, or not. */
  | { readonly kind: 'uncertain'; readonly detail: string };
