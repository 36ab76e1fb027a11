import { dotStuff } from '../../messages/dot-stuff.ts';
import type { Message } from '../../messages/message.ts';
import type { Reply } from '../transport/reply.ts';
import type { Outcome, WrittenMessage } from '../transport/transport.ts';
import { FinalReply } from './final-reply.ts';
import type { KnownServer } from './known-server.ts';
import { readRefusal } from './read-outcome.ts';
import { type EnvelopeEnd, type EnvelopeOptions, SmtpEnvelope } from './smtp-envelope.ts';

interface TransactionOptions extends EnvelopeOptions {
  readonly server: KnownServer;
  /** Whether the envelope leaves in one group with the end of the message before it. */
  readonly isAhead: boolean;
  /**
   * Begins the next transaction in the same group as the end of this one. Returns it, or undefined when it
   * has to wait.
   */
  readonly begin: (next: Message) => SmtpTransaction | undefined;
  /** Called when a reply cannot belong to its command. */
  readonly onOutOfStep: () => void;
  /** Called when the server shows that it cannot take the end of a message and an envelope in one group. */
  readonly onBadGroup: () => void;
}

/** The end of a message (RFC 5321, 4.1.1.4). The body before it is sent without its last line end. */
const endOfMessage = '\r\n.\r\n';

/**
 * One mail transaction (RFC 5321, 3.3): the envelope, the message, its end, and the reply to that. It keeps track of the
 * phase: a transaction that ends before the final dot leaves no copy with the server, and one that ends after it without
 * a reply is uncertain.
 */
export class SmtpTransaction implements WrittenMessage {
  readonly kind = 'written';
  readonly envelope: SmtpEnvelope;
  readonly #options: TransactionOptions;
  readonly #final: FinalReply;
  readonly #outcome = Promise.withResolvers<Outcome>();
  readonly #written = Promise.withResolvers<WrittenMessage | Outcome>();
  #phase: 'envelope' | 'gate' | 'released' | 'over' = 'envelope';
  #isLost = false;
  #next: SmtpTransaction | undefined;
  /**
   * Whether the operating system has taken the whole message except for its end. The end is passed on only after that,
   * also over TLS, so the server cannot know it earlier. The callback of the end would prove more, but TLS calls it a
   * turn of the event loop late, often after the reply.
   */
  #hasLeft = false;

  constructor(options: TransactionOptions) {
    this.#options = options;
    this.envelope = new SmtpEnvelope(options, (end) => this.#answered(end));
    this.#final = new FinalReply(options, {
      settle: (outcome) => this.#settle(outcome),
      end: (detail) => this.end(detail),
    });
    this.#outcome.promise.then(this.#written.resolve);
  }

  get message(): Message {
    return this.#options.message;
  }

  /** The transaction at its gate, or the outcome that ended it before. */
  get written(): Promise<WrittenMessage | Outcome> {
    return this.#written.promise;
  }

  get isAlive(): boolean {
    return this.#phase === 'gate' && this.#options.dialog.isOpen;
  }

  /** Whether it ended without a reply before the final dot, so that another connection can take the message. */
  get isLost(): boolean {
    return this.#isLost;
  }

  get isUnderWay(): boolean {
    return this.#phase !== 'over';
  }

  /** Whether the server may still hold the transaction open, because it ended before the final dot. */
  get isOpenAtServer(): boolean {
    return this.envelope.isMailOpen;
  }

  /** Sends the envelope. */
  open(): void {
    // The connection may have ended while the message was composed.
    if (this.#options.dialog.isOpen) this.envelope.open();
    else this.end('The connection ended between two messages');
  }

  /** Sends the end, and with it the envelope of the next message. From here on the server may have a copy. */
  release(next?: Message): Promise<Outcome> {
    const { dialog, limits, begin } = this.#options;
    if (!this.isAlive) {
      this.end('The connection ended at the gate');
      return this.#outcome.promise;
    }
    this.#phase = 'released';
    this.envelope.complete();
    dialog.group(() => {
      dialog.command(endOfMessage, limits.finalReplyTimeout, (reply) => this.#replied(reply));
      this.#next = next && begin(next);
    });
    return this.#outcome.promise;
  }

  withdraw(): Promise<Outcome> {
    if (this.isAlive) this.#settle({ kind: 'withheld' });
    this.end('The connection ended at the gate');
    return this.#outcome.promise;
  }

  /** Ends the transaction and its connection. Nothing more is sent. */
  end(detail: string): void {
    this.#fail(detail);
    this.#options.dialog.end(detail);
  }

  /** The server did not answer in time. */
  expire(detail: string): void {
    this.#final.expire();
    if (this.#phase === 'envelope' && (this.#options.isAhead || this.envelope.isHalfAnswered))
      this.#blameGroup();
    this.#fail(detail);
  }

  /** A reply arrived that belongs to no command. It may refuse a message that waits at its gate. */
  interrupt(reply: Reply): void {
    const refusal = this.#phase === 'gate' ? readRefusal(reply) : undefined;
    if (refusal) this.#settle(refusal);
    this.#fail('The server sent a reply to no command');
  }

  /** The replies do not belong to their commands, so the reply to a released message proves nothing. */
  loseStep(): void {
    this.#final.forget();
    this.#fail('The replies of the server do not match the commands');
  }

  /** The next envelope was refused as out of sequence, and a refusal of this message may belong to that. */
  doubtRefusal(): void {
    this.#final.doubtRefusal();
  }

  #fail(detail: string): void {
    this.#settle(this.#final.outcome ?? { kind: this.#phase === 'released' ? 'uncertain' : 'lost', detail });
  }

  #answered(end: EnvelopeEnd): void {
    if (end.kind === 'ready') this.#write();
    else if (end.kind === 'full') this.end(end.detail);
    else if (end.kind === 'out-of-step') this.#options.onOutOfStep();
    else if (end.kind === 'refused') {
      this.#settle(end.refusal);
      if (end.mustClose) this.end('The server closed the connection');
    } else {
      const detail = 'The server refuses the order of the commands';
      this.#blameGroup();
      this.#settle({ kind: 'lost', detail, reply: end.reply });
      this.end(detail);
    }
  }

  /** Sends the message up to its end. */
  #write(): void {
    const { raw, hasDotLines = true } = this.message;
    this.#options.dialog.write(withoutFinalLineEnd(hasDotLines ? dotStuff(raw) : raw), () => {
      this.#hasLeft = true;
    });
    this.#phase = 'gate';
    this.#written.resolve(this);
  }

  /** The server cannot take the commands of this envelope in one group, or not together with the end before them. */
  #blameGroup(): void {
    if (this.#options.isAhead) this.#options.onBadGroup();
    else this.#options.server.takesEnvelopes = false;
  }

  #replied(reply: Reply): void {
    if (this.#phase !== 'released') return;
    this.#final.read(reply, { hasLeft: this.#hasLeft, next: this.#next?.envelope });
  }

  /** Only the first outcome counts. */
  #settle(outcome: Outcome): void {
    this.envelope.stop();
    this.#final.stop();
    if (this.#phase === 'over') return;
    this.#phase = 'over';
    this.#isLost = outcome.kind === 'lost';
    if (outcome.kind === 'accepted') this.message.release?.();
    this.#outcome.resolve(outcome);
  }
}

function withoutFinalLineEnd(bytes: Uint8Array): Uint8Array {
  const ends = bytes.at(-2) === 0x0d && bytes.at(-1) === 0x0a;
  return ends ? bytes.subarray(0, -2) : bytes;
}
