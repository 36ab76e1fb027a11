import type { Message } from '../../messages/message.ts';
import { formatReply, type Reply } from '../transport/reply.ts';
import type { ConnectionLimits, Outcome } from '../transport/transport.ts';
import { badSequence, isSuccess, readRefusal } from './read-outcome.ts';
import type { SmtpDialog } from './smtp-dialog.ts';
import type { SmtpExtensions } from './smtp-extensions.ts';

export interface EnvelopeOptions {
  readonly dialog: SmtpDialog;
  readonly extensions: SmtpExtensions;
  readonly limits: ConnectionLimits;
  readonly message: Message;
  /** Whether the transaction before it may still be open, so that RSET has to come first (RFC 5321, 4.1.4). */
  readonly reset: boolean;
  /** Whether it is the first one of its connection. */
  readonly isFirst: boolean;
}

/** What the replies to an envelope lead to. */
export type EnvelopeEnd =
  /** The server waits for the message. */
  | { readonly kind: 'ready' }
  /** The server refuses the message. With `mustClose`, the connection is of no more use. */
  | { readonly kind: 'refused'; readonly refusal: Outcome; readonly mustClose: boolean }
  /** The server ended the session, which has nothing to do with the message. */
  | { readonly kind: 'full'; readonly detail: string }
  /** The server refuses the order of the commands, which are in order. The recipient has nothing to do with it. */
  | { readonly kind: 'bad-sequence'; readonly reply: Reply }
  /** A reply cannot belong to its command. */
  | { readonly kind: 'out-of-step' };

type Step = 'RSET' | 'MAIL' | 'RCPT' | 'DATA';

/** The commands before a message, and their replies (RFC 5321, 3.3). */
export class SmtpEnvelope {
  readonly #options: EnvelopeOptions;
  readonly #onEnd: (end: EnvelopeEnd) => void;
  readonly #steps: Step[];
  readonly #answered = Promise.withResolvers<void>();
  #replies = 0;
  #refusal: Outcome | undefined;
  #isMailOpen = false;
  #isInStep = false;
  #hasEnded = false;

  constructor(options: EnvelopeOptions, onEnd: (end: EnvelopeEnd) => void) {
    this.#options = options;
    this.#onEnd = onEnd;
    this.#steps = options.reset ? ['RSET', 'MAIL', 'RCPT', 'DATA'] : ['MAIL', 'RCPT', 'DATA'];
  }

  /** Resolves once every reply has arrived where it belongs. */
  get answered(): Promise<void> {
    return this.#answered.promise;
  }

  /** Whether all replies have arrived. */
  get isAnswered(): boolean {
    return this.#steps.length === 0;
  }

  /** Whether some of the replies have arrived, and some have not. */
  get isHalfAnswered(): boolean {
    return !this.#hasEnded && this.#replies > 0;
  }

  /**
   * Whether its replies may be one late, the first of them an acceptance of the message before it. Only 354 in its place
   * shows the contrary, because no other command has that reply.
   */
  get mayBeLate(): boolean {
    return this.#isMailOpen && !this.#isInStep;
  }

  /** Whether the server may hold a transaction open. */
  get isMailOpen(): boolean {
    return this.#isMailOpen;
  }

  /** Sends it: as one group where the server allows it, else command by command. */
  open(): void {
    const { dialog, extensions } = this.#options;
    if (extensions.pipelining)
      dialog.group(() => {
        for (const step of this.#steps) this.#send(step);
      });
    else this.#sendNext();
  }

  /** Later replies mean nothing. */
  stop(): void {
    this.#hasEnded = true;
  }

  /** The end of the message was sent, which ends the transaction at the server. */
  complete(): void {
    this.#isMailOpen = false;
  }

  #sendNext(): void {
    const [step] = this.#steps;
    if (step) this.#send(step);
  }

  #send(step: Step): void {
    const { dialog, limits } = this.#options;
    dialog.command(this.#commandOf(step), limits.replyTimeout, (reply) => this.#read(step, reply));
  }

  #commandOf(step: Step): string {
    const { extensions, message } = this.#options;
    const { from, to } = message.envelope;
    if (step === 'MAIL') return `MAIL FROM:<${from}>${extensions.parametersOf(message)}\r\n`;
    return step === 'RCPT' ? `RCPT TO:<${to}>\r\n` : `${step}\r\n`;
  }

  #read(step: Step, reply: Reply): void {
    if (this.#hasEnded) return;
    const { pipelining } = this.#options.extensions;
    this.#replies++;
    const refusal = readRefusal(reply);
    const isFine = step === 'DATA' ? reply.code === 354 : isSuccess(reply);
    if (refusal && reply.code === 421) this.#endSession(step, reply, refusal);
    else if (!isFine && (!refusal || step === 'RSET')) this.#onEnd({ kind: 'out-of-step' });
    else if (reply.code === badSequence && !this.#refusal) this.#onEnd({ kind: 'bad-sequence', reply });
    else {
      this.#refusal ??= refusal;
      if (step === 'MAIL') this.#isMailOpen = isFine;
      this.#steps.shift();
      if (step === 'DATA') this.#endEnvelope(isFine);
      else if (!pipelining && refusal) this.#onEnd({ kind: 'refused', refusal, mustClose: false });
      else if (!pipelining) this.#sendNext();
    }
  }

  /** The server has answered the whole envelope. */
  #endEnvelope(mayWrite: boolean): void {
    const refusal = this.#refusal;
    this.#isInStep = mayWrite;
    this.stop();
    this.#answered.resolve();
    // If the server waits for a message without a recipient, an end alone could count as an empty message.
    this.#onEnd(refusal ? { kind: 'refused', refusal, mustClose: mayWrite } : { kind: 'ready' });
  }

  /**
   * The server ends the session. Many do so after a number of messages, which has nothing to do with the recipient or
   * the pace, unless the enhanced code is about policy (RFC 3463, 3.8). If it is about the pace all the same, the server
   * gives the same answer at the beginning of the next session.
   */
  #endSession(step: Step, reply: Reply, refusal: Outcome): void {
    const isFull = step === 'MAIL' && !this.#options.isFirst && !reply.enhanced?.startsWith('4.7.');
    if (isFull) this.#onEnd({ kind: 'full', detail: `The server ended the session: ${formatReply(reply)}` });
    else this.#onEnd({ kind: 'refused', refusal, mustClose: true });
  }
}
