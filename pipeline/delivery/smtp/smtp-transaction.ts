import { dotStuff } from '../../messages/dot-stuff.ts';
import type { Message } from '../../messages/message.ts';
import { formatReply, type Reply } from '../transport/reply.ts';
import type { ConnectionLimits, Outcome, WrittenMessage } from '../transport/transport.ts';
import type { KnownServer } from './known-server.ts';
import { badSequence, isOfEnvelope, isSuccess, readOutcome, readRefusal } from './read-outcome.ts';
import type { SmtpDialog } from './smtp-dialog.ts';
import type { SmtpExtensions } from './smtp-extensions.ts';

interface TransactionOptions {
  readonly dialog: SmtpDialog;
  readonly extensions: SmtpExtensions;
  readonly server: KnownServer;
  readonly limits: ConnectionLimits;
  readonly message: Message;
  /** Whether the transaction before it may still be open, so that RSET has to come first (RFC 5321, 4.1.4). */
  readonly reset: boolean;
  /** Whether it is the first one of its connection. */
  readonly isFirst: boolean;
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

type Step = 'RSET' | 'MAIL' | 'RCPT' | 'DATA';

/**
 * How long an outcome waits for the replies to the next envelope, in ms. Together with the time-out for the
 * final reply, it is shorter than the lease of a message that is being sent.
 */
export const longestHold = 45_000;

/** How long a server may take to answer QUIT, or to close the connection after 421, in ms. */
export const goodbyeTimeout = 1_000;

/** The reply to QUIT (RFC 5321, 4.2.2). */
const goodbye = 221;

/** The end of a message (RFC 5321, 4.1.1.4). The body before it is sent without its last line end. */
const endOfMessage = '\r\n.\r\n';

/**
 * One mail transaction (RFC 5321, 3.3). It keeps track of the phase: a transaction that ends before the final
 * dot leaves no copy with the server, and one that ends after it without a reply is uncertain.
 */
export class SmtpTransaction implements WrittenMessage {
  readonly kind = 'written';
  readonly #options: TransactionOptions;
  readonly #steps: Step[];
  readonly #outcome = Promise.withResolvers<Outcome>();
  readonly #written = Promise.withResolvers<WrittenMessage | Outcome>();
  readonly #envelopeAnswered = Promise.withResolvers<void>();
  #phase: 'envelope' | 'gate' | 'released' | 'over' = 'envelope';
  #replies = 0;
  #isLost = false;
  #refusal: Outcome | undefined;
  #isMailOpen = false;
  /** The reply to the final dot, while the replies to the next envelope are still awaited. */
  #final: Outcome | undefined;
  #next: SmtpTransaction | undefined;
  /**
   * Whether the operating system has taken the whole message except for its end. The end is passed on only after that,
   * also over TLS, so the server cannot know it earlier. The callback of the end would prove more, but TLS calls it a
   * turn of the event loop late, often after the reply.
   */
  #hasLeft = false;
  #hold: NodeJS.Timeout | undefined;

  constructor(options: TransactionOptions) {
    this.#options = options;
    this.#steps = options.reset ? ['RSET', 'MAIL', 'RCPT', 'DATA'] : ['MAIL', 'RCPT', 'DATA'];
    this.#outcome.promise.then(this.#written.resolve);
  }

  get message(): Message {
    return this.#options.message;
  }

  /** The transaction at its gate, or the outcome that ended it before. */
  get written(): Promise<WrittenMessage | Outcome> {
    return this.#written.promise;
  }

  /** Resolves once every reply to the envelope has arrived where it belongs. */
  get envelopeAnswered(): Promise<void> {
    return this.#envelopeAnswered.promise;
  }

  /** Whether some of the replies to the envelope have arrived, and some have not. */
  get isHalfAnswered(): boolean {
    return this.#phase === 'envelope' && this.#replies > 0;
  }

  /** Whether all replies to the envelope have arrived. */
  get isAnswered(): boolean {
    return this.#steps.length === 0;
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
    return this.#isMailOpen;
  }

  /** Sends the envelope: as one group where the server allows it, else command by command. */
  open(): void {
    const { dialog, extensions } = this.#options;
    // It may have ended while the message was composed.
    if (!dialog.isOpen) this.end('The connection ended between two messages');
    else if (extensions.pipelining)
      dialog.group(() => {
        for (const step of this.#steps) this.#send(step);
      });
    else this.#sendNext();
  }

  /** Sends the end, and with it the envelope of the next message. From here on the server may have a copy. */
  release(next?: Message): Promise<Outcome> {
    const { dialog, limits, begin } = this.#options;
    if (!this.isAlive) {
      this.end('The connection ended at the gate');
      return this.#outcome.promise;
    }
    this.#phase = 'released';
    this.#isMailOpen = false;
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

  /**
   * The server did not answer in time. If it answered a part of the next envelope, it may have skipped the
   * reply to this message, so that the reply that came belongs to another command.
   */
  expire(detail: string): void {
    if (this.#next?.isHalfAnswered) this.#final = undefined;
    if (this.isHalfAnswered || (this.#options.isAhead && this.#phase === 'envelope')) this.#blameGroup();
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
    this.#final = undefined;
    this.#fail('The replies of the server do not match the commands');
  }

  /**
   * The next envelope was refused as out of sequence. A refusal of this message may then belong to that
   * envelope. An acceptance cannot, because a server accepts no sender that it refuses as out of sequence.
   */
  doubtRefusal(): void {
    if (this.#final?.kind !== 'accepted') this.#final = undefined;
  }

  #fail(detail: string): void {
    // A reply after a refusal may be the one to this message.
    if (this.#next?.isHalfAnswered) this.doubtRefusal();
    this.#settle(this.#final ?? { kind: this.#phase === 'released' ? 'uncertain' : 'lost', detail });
  }

  #sendNext(): void {
    const [step] = this.#steps;
    if (step) this.#send(step);
  }

  #send(step: Step): void {
    const { dialog, limits } = this.#options;
    dialog.command(this.#commandOf(step), limits.replyTimeout, (reply) => this.#answered(step, reply));
  }

  #commandOf(step: Step): string {
    const { extensions, message } = this.#options;
    const { from, to } = message.envelope;
    if (step === 'MAIL') return `MAIL FROM:<${from}>${extensions.parametersOf(message)}\r\n`;
    return step === 'RCPT' ? `RCPT TO:<${to}>\r\n` : `${step}\r\n`;
  }

  #answered(step: Step, reply: Reply): void {
    if (this.#phase !== 'envelope') return;
    const { extensions, onOutOfStep } = this.#options;
    this.#replies++;
    const refusal = readRefusal(reply);
    const isFine = step === 'DATA' ? reply.code === 354 : isSuccess(reply);
    if (refusal && reply.code === 421) this.#endSession(step, reply, refusal);
    else if (!isFine && (!refusal || step === 'RSET')) onOutOfStep();
    else if (reply.code === badSequence && !this.#refusal) this.#refuseSequence(reply);
    else {
      this.#refusal ??= refusal;
      if (step === 'MAIL') this.#isMailOpen = isFine;
      this.#steps.shift();
      if (step === 'DATA') this.#begin(isFine);
      else if (!extensions.pipelining && refusal) this.#settle(refusal);
      else if (!extensions.pipelining) this.#sendNext();
    }
  }

  /** The server has answered the whole envelope. */
  #begin(mayWrite: boolean): void {
    this.#envelopeAnswered.resolve();
    // The server waits for a message without a recipient. An end alone could count as an empty message.
    if (this.#refusal && mayWrite) this.#close(this.#refusal);
    else if (this.#refusal) this.#settle(this.#refusal);
    else {
      const { raw, hasDotLines = true } = this.message;
      this.#options.dialog.write(withoutFinalLineEnd(hasDotLines ? dotStuff(raw) : raw), () => {
        this.#hasLeft = true;
      });
      this.#phase = 'gate';
      this.#written.resolve(this);
    }
  }

  /**
   * The server ends the session. Many do so after a number of messages, which has nothing to do with the recipient or
   * the pace, unless the enhanced code is about policy (RFC 3463, 3.8). If it is about the pace all the same, the server
   * gives the same answer at the beginning of the next session.
   */
  #endSession(step: Step, reply: Reply, refusal: Outcome): void {
    const isFull = step === 'MAIL' && !this.#options.isFirst && !reply.enhanced?.startsWith('4.7.');
    if (isFull) this.end(`The server ended the session: ${formatReply(reply)}`);
    else this.#close(refusal);
  }

  /** The server refuses the order of the commands, which are in order. The recipient has nothing to do with it. */
  #refuseSequence(reply: Reply): void {
    this.#blameGroup();
    const detail = 'The server refuses the order of the commands';
    this.#settle({ kind: 'lost', detail, reply });
    this.end(detail);
  }

  /** The server cannot take the commands of this envelope in one group, or not together with the end before them. */
  #blameGroup(): void {
    if (this.#options.isAhead) this.#options.onBadGroup();
    else this.#options.server.takesEnvelopes = false;
  }

  /**
   * The reply to the final dot. An acceptance before the whole message has left is no reply to it. When the next
   * envelope left with the dot, the outcome waits for the replies to that envelope: if the server skipped a reply,
   * this one belongs to another command.
   */
  #replied(reply: Reply): void {
    if (this.#phase !== 'released') return;
    const outcome = readOutcome(reply);
    if (!outcome || (outcome.kind === 'accepted' && !this.#hasLeft)) this.#options.onOutOfStep();
    else if (this.#isDoubtful(outcome) && !this.#next && reply.code === 421) this.#askForGoodbye(outcome);
    else if (this.#isDoubtful(outcome) && !this.#next) this.#askAgain(outcome);
    else if (reply.code === 421) this.#awaitClosing(outcome);
    else if (this.#next) {
      // A reply that looks like one to the envelope counts only once the replies after it are in step.
      this.#final = isOfEnvelope(reply) ? undefined : outcome;
      this.#next.envelopeAnswered.then(() => this.#settle(outcome));
      queueMicrotask(() => this.#startHold(outcome));
    } else this.#settle(outcome);
  }

  /**
   * Nearly always, the replies to the next envelope arrive together with the reply before them. Then this sets no
   * timer.
   */
  #startHold(outcome: Outcome): void {
    if (this.#phase !== 'released' || this.#next?.isAnswered) return;
    const hold = Math.min(longestHold, this.#options.limits.replyTimeout);
    this.#hold = setTimeout(() => this.#endHold(outcome), hold);
  }

  /** The replies to the next envelope take long. Nothing speaks against the outcome if none of them has come. */
  #endHold(outcome: Outcome): void {
    if (this.#next?.isHalfAnswered || this.#final === undefined) this.#options.onOutOfStep();
    else this.#settle(outcome);
  }

  /**
   * A server that refuses a message before it has read it may accept the message afterwards. Then the next attempt of a
   * deferred message would be a second copy. A rejected one is never sent again without a person's decision, so it is
   * enough that the server's first rejection was confirmed.
   */
  #isDoubtful({ kind }: Outcome): boolean {
    return kind === 'deferred' || (kind === 'rejected' && !this.#options.server.rejectionsHold);
  }

  /**
   * The refusal counts only once the server has answered one more command, in step: EHLO, because nothing else has its
   * reply.
   */
  #askAgain(refusal: Outcome): void {
    const { dialog, extensions, limits } = this.#options;
    this.#final = refusal;
    dialog.greet(Math.min(longestHold, limits.replyTimeout), (reply) => {
      if (extensions.isGreeting(reply)) this.#confirm(refusal);
      else this.#askForGoodbye(refusal);
    });
  }

  /** The same with QUIT, for a server whose reply to EHLO could be another one, or that has ended the session. */
  #askForGoodbye(refusal: Outcome): void {
    const { dialog, onOutOfStep } = this.#options;
    this.#final = refusal;
    dialog.command('QUIT\r\n', goodbyeTimeout, (reply) => {
      const isInStep = reply.code === goodbye;
      if (!isInStep && !readRefusal(reply)) return onOutOfStep();
      if (isInStep) this.#confirm(refusal);
      this.#close(refusal);
    });
  }

  #confirm(refusal: Outcome): void {
    if (refusal.kind === 'rejected') this.#options.server.rejectionsHold = true;
    this.#settle(refusal);
  }

  /** The server says that it closes the connection. If it sends a reply instead, that may accept the message. */
  #awaitClosing(refusal: Outcome): void {
    this.#final = refusal;
    this.#next?.envelopeAnswered.then(() => this.#close(refusal));
    this.#hold = setTimeout(() => this.end('The server does not close the connection'), goodbyeTimeout);
  }

  #close(outcome: Outcome): void {
    this.#settle(outcome);
    this.#options.dialog.end('The server closed the connection');
  }

  /** Only the first outcome counts. */
  #settle(outcome: Outcome): void {
    clearTimeout(this.#hold);
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
