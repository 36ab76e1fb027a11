import type { Reply } from '../transport/reply.ts';
import type { ConnectionLimits, Outcome } from '../transport/transport.ts';
import type { KnownServer } from './known-server.ts';
import { isOfEnvelope, isSuccess, readOutcome, readRefusal } from './read-outcome.ts';
import type { SmtpDialog } from './smtp-dialog.ts';
import type { SmtpEnvelope } from './smtp-envelope.ts';
import type { SmtpExtensions } from './smtp-extensions.ts';

interface FinalReplyOptions {
  readonly dialog: SmtpDialog;
  readonly extensions: SmtpExtensions;
  readonly server: KnownServer;
  readonly limits: ConnectionLimits;
  /** Called when the reply cannot belong to the message. */
  readonly onOutOfStep: () => void;
}

interface FinalReplyListener {
  /** Called with the outcome that counts. */
  settle(outcome: Outcome): void;
  /** Ends the transaction and its connection. */
  end(detail: string): void;
}

/**
 * How long an outcome waits for later replies, in ms. Together with the time-out for the final reply, it is shorter than
 * the lease of a message that is being sent.
 */
export const longestHold = 45_000;

/** How long a server may take to answer QUIT, or to close the connection after 421, in ms. */
export const goodbyeTimeout = 1_000;

/** The reply to QUIT (RFC 5321, 4.2.2). */
const goodbye = 221;

/**
 * The reply to the final dot, which counts only when the replies after it show that it belongs there: those to the next
 * envelope, or to a command that asks again.
 */
export class FinalReply {
  readonly #options: FinalReplyOptions;
  readonly #listener: FinalReplyListener;
  /** What the reply means, while later replies are still awaited. */
  #outcome: Outcome | undefined;
  /** The envelope that left with the dot. */
  #next: SmtpEnvelope | undefined;
  #hold: NodeJS.Timeout | undefined;
  #hasEnded = false;

  constructor(options: FinalReplyOptions, listener: FinalReplyListener) {
    this.#options = options;
    this.#listener = listener;
  }

  /** The outcome if no more replies come. Undefined if it is in doubt, or if there is no reply. */
  get outcome(): Outcome | undefined {
    // A reply after a refusal may be the one to this message.
    const isInDoubt = this.#next?.isHalfAnswered || this.#next?.mayBeLate;
    return isInDoubt ? this.#unlessRefusal() : this.#outcome;
  }

  /** The replies do not belong to their commands, so that this one proves nothing. */
  forget(): void {
    this.#outcome = undefined;
  }

  /**
   * The next envelope was refused as out of sequence. A refusal of this message may then belong to that
   * envelope. An acceptance cannot, because a server accepts no sender that it refuses as out of sequence.
   */
  doubtRefusal(): void {
    this.#outcome = this.#unlessRefusal();
  }

  /**
   * Reads it. `hasLeft` says whether the server can have read the whole message. An acceptance before that is no reply to
   * it.
   */
  read(reply: Reply, { hasLeft, next }: { hasLeft: boolean; next: SmtpEnvelope | undefined }): void {
    this.#next = next;
    const outcome = readOutcome(reply);
    if (!outcome || (outcome.kind === 'accepted' && !hasLeft)) this.#options.onOutOfStep();
    else if (next === undefined && this.#isDoubtful(outcome)) {
      if (reply.code === 421) this.#askForGoodbye(outcome);
      else this.#askAgain(outcome);
    } else if (reply.code === 421) this.#awaitClosing(outcome);
    else if (next) {
      // A reply that looks like one to the envelope counts only once the replies after it are in step.
      this.#outcome = isOfEnvelope(reply) ? undefined : outcome;
      next.answered.then(() => this.#endWith(outcome, next));
      queueMicrotask(() => this.#startHold(outcome, next));
    } else this.#listener.settle(outcome);
  }

  /** The next reply came too late. If others came, the server may have skipped the one to this message. */
  expire(): void {
    if (this.#next?.isHalfAnswered) this.forget();
  }

  stop(): void {
    this.#hasEnded = true;
    clearTimeout(this.#hold);
  }

  #unlessRefusal(): Outcome | undefined {
    return this.#outcome?.kind === 'accepted' ? this.#outcome : undefined;
  }

  /**
   * Nearly always, the replies to the next envelope arrive together with the reply before them. Then this sets no
   * timer.
   */
  #startHold(outcome: Outcome, next: SmtpEnvelope): void {
    if (this.#hasEnded || next.isAnswered) return;
    const hold = Math.min(longestHold, this.#options.limits.replyTimeout);
    this.#hold = setTimeout(() => this.#endHold(outcome, next), hold);
  }

  /** The server has answered the next envelope. */
  #endWith(outcome: Outcome, next: SmtpEnvelope): void {
    if (this.#hasEnded) return;
    if (next.mayBeLate && this.#isDoubtful(outcome)) this.#askForGoodbye(outcome, { mustBeInStep: true });
    else this.#listener.settle(outcome);
  }

  /** The replies to the next envelope take long. Nothing speaks against the outcome if none of them has come. */
  #endHold(outcome: Outcome, next: SmtpEnvelope): void {
    if (next.isHalfAnswered || this.#outcome === undefined) this.#options.onOutOfStep();
    else this.#listener.settle(outcome);
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
    this.#outcome = refusal;
    dialog.greet(Math.min(longestHold, limits.replyTimeout), (reply) => {
      if (extensions.isGreeting(reply)) this.#confirm(refusal);
      // The acceptance may be that of the message.
      else this.#askForGoodbye(refusal, { mustBeInStep: isSuccess(reply) });
    });
  }

  /**
   * The same with QUIT, for a server whose reply to EHLO could be another one, or that has ended the session. If it has
   * accepted something since the refusal, silence and other refusals confirm nothing.
   */
  #askForGoodbye(refusal: Outcome, { mustBeInStep = false } = {}): void {
    const { dialog, onOutOfStep } = this.#options;
    this.#outcome = mustBeInStep ? undefined : refusal;
    dialog.command('QUIT\r\n', goodbyeTimeout, (reply) => {
      const isInStep = reply.code === goodbye;
      if (!isInStep && (mustBeInStep || !readRefusal(reply))) return onOutOfStep();
      if (isInStep) this.#confirm(refusal);
      this.#close(refusal);
    });
  }

  #confirm(refusal: Outcome): void {
    if (refusal.kind === 'rejected') this.#options.server.rejectionsHold = true;
    this.#listener.settle(refusal);
  }

  /** The server says that it closes the connection. If it sends a reply instead, that may accept the message. */
  #awaitClosing(refusal: Outcome): void {
    this.#outcome = refusal;
    const { onOutOfStep } = this.#options;
    this.#next?.answered.then(() => (this.#next?.mayBeLate ? onOutOfStep() : this.#close(refusal)));
    const late = 'The server does not close the connection';
    this.#hold = setTimeout(() => this.#listener.end(late), goodbyeTimeout);
  }

  #close(outcome: Outcome): void {
    this.#listener.settle(outcome);
    this.#listener.end('The server closed the connection');
  }
}
