import type { Readable, Transform } from 'node:stream';
import type SMTPConnection from 'nodemailer/lib/smtp-connection';
import { dotStuff } from '../../messages/dot-stuff.ts';
import type { Message } from '../../messages/message.ts';
import type { Connection, ConnectionLimits, Outcome, WrittenMessage } from '../transport/transport.ts';
import { parseReply, readRefusal } from './parse-reply.ts';
import type { SmtpExtensions } from './smtp-extensions.ts';

/**
 * Sends over an open nodemailer connection. nodemailer speaks the protocol; this file withholds the end of each
 * message (CRLF, dot, CRLF: RFC 5321, 4.1.1.4) until it is released, and knows in which phase a send failed.
 */
export function createSmtpConnection(
  smtp: SMTPConnection,
  extensions: SmtpExtensions,
  limits: ConnectionLimits,
): Connection {
  let left = limits.messagesPerConnection;
  let attempt: Attempt | undefined;
  // An error during a send reaches its callback. Between two sends it only ends the connection.
  smtp.on('error', () => {});

  return {
    get usable() {
      return left > 0 && !smtp.destroyed;
    },
    async write(message) {
      left--;
      const refusal = extensions.refuse(message);
      if (refusal) return { kind: 'unwritable', reply: refusal };
      // A refusal may have left half a transaction open, which the next MAIL would run into (RFC 5321, 4.1.4).
      if (attempt && !attempt.isAccepted && !(await reset(smtp, limits.replyTimeout)))
        return { kind: 'lost', detail: 'The connection ended between two messages' };
      attempt = new Attempt(smtp, limits);
      return attempt.write(message);
    },
    async close() {
      if (attempt?.isUnderWay) attempt.end('The run was stopped');
      else if (!smtp.destroyed) await sayGoodbye(smtp);
      smtp.close();
    },
  };
}

/**
 * One message in progress. nodemailer reports a drop before DATA and one after the dot with the same error, so the
 * phase is kept here: an attempt that ends before the dot leaves no copy, and one that ends after it without a reply
 * is uncertain.
 */
class Attempt implements WrittenMessage {
  readonly kind = 'written';
  readonly #smtp: SMTPConnection;
  readonly #limits: ConnectionLimits;
  #phase: 'envelope' | 'gate' | 'released' | 'over' = 'envelope';
  #timer: NodeJS.Timeout | undefined;
  #writeEnd: () => void = () => {};
  readonly #outcome = Promise.withResolvers<Outcome>();
  isAccepted = false;

  constructor(smtp: SMTPConnection, limits: ConnectionLimits) {
    this.#smtp = smtp;
    this.#limits = limits;
  }

  /** Sends MAIL, RCPT, DATA, and everything of the message except its end. */
  write({ envelope, raw }: Message): Promise<WrittenMessage | Outcome> {
    return new Promise((resolve) => {
      this.#outcome.promise.then(resolve);
      const body = withholdEnd(raw, (writeEnd) => {
        if (this.#phase !== 'envelope') return;
        this.#phase = 'gate';
        clearTimeout(this.#timer);
        this.#writeEnd = writeEnd;
        resolve(this);
      });
      this.#allow(this.#limits.replyTimeout);
      const parameters = { from: envelope.from, to: envelope.to, size: raw.byteLength };
      this.#smtp.send(parameters, body, (error, info) => {
        if (error) this.#refused(error);
        else this.#replied(info?.response ?? '');
      });
    });
  }

  get isAlive(): boolean {
    return this.#phase === 'gate' && !this.#smtp.destroyed;
  }

  get isUnderWay(): boolean {
    return this.#phase !== 'over';
  }

  /** Sends the end. From here on the server may have a copy. */
  release(): Promise<Outcome> {
    if (this.isAlive) {
      this.#phase = 'released';
      this.#allow(this.#limits.finalReplyTimeout);
      this.#writeEnd();
    } else {
      this.end('The connection ended at the gate');
    }
    return this.#outcome.promise;
  }

  withdraw(): Promise<Outcome> {
    if (this.isAlive) this.#settle({ kind: 'withheld' });
    else this.#settle({ kind: 'lost', detail: 'The connection ended at the gate' });
    this.#smtp.close();
    return this.#outcome.promise;
  }

  /** Ends it without a reply. Nothing more is sent. */
  end(detail: string): void {
    this.#settle({ kind: this.#phase === 'released' ? 'uncertain' : 'lost', detail });
    this.#smtp.close();
  }

  #replied(response: string): void {
    if (this.#phase === 'released') this.#settle({ kind: 'accepted', reply: parseReply(response) });
    else this.end('The server replied before the message had ended');
  }

  #refused(error: Error): void {
    const refusal = readRefusal(error);
    // A refusal in the middle of the message leaves the server waiting for its end.
    const isMidway = this.#phase === 'gate';
    if (refusal) this.#settle(refusal);
    else this.end(error.message);
    if (isMidway) this.#smtp.close();
  }

  /** The first outcome is kept. */
  #settle(outcome: Outcome): void {
    clearTimeout(this.#timer);
    if (this.#phase === 'over') return;
    this.#phase = 'over';
    this.isAccepted = outcome.kind === 'accepted';
    this.#outcome.resolve(outcome);
  }

  #allow(ms: number): void {
    clearTimeout(this.#timer);
    const timer = setTimeout(() => {
      afterReading(() => {
        if (this.#timer === timer && this.isUnderWay)
          this.end(`The server did not answer within ${Math.ceil(ms / 1000)} s`);
      });
    }, ms);
    this.#timer = timer;
  }
}

/**
 * A message for nodemailer's connection that withholds its end. `onWritten` is called once the server has requested
 * the message (354) and everything before the end is written.
 *
 * It is not a full stream; it implements only what the connection uses (`pipe`). It bypasses nodemailer's
 * dot-stuffing, which inspects each byte and takes a third of the time of a send. Ending the stream makes nodemailer
 * write the dot. A test pins both.
 */
function withholdEnd(raw: Uint8Array, onWritten: (writeEnd: () => void) => void): Readable {
  const stuffed = dotStuff(raw);
  const body = {
    pipe(destination: Transform) {
      // nodemailer ends a message whose last byte it did not see with CRLF . CRLF.
      destination.push(withoutFinalLineEnd(stuffed));
      onWritten(() => destination.end());
      return destination;
    },
  };
  return body as unknown as Readable;
}

function withoutFinalLineEnd(bytes: Uint8Array): Uint8Array {
  const ends = bytes.at(-2) === 0x0d && bytes.at(-1) === 0x0a;
  return ends ? bytes.subarray(0, -2) : bytes;
}

/**
 * Calls back once the sockets were read. A process that was stopped past its time-outs runs their timers before it
 * reads what arrived in the meantime, and a reply that is already in the socket is not a missing reply. TLS needs one
 * more turn.
 */
function afterReading(callback: () => void): void {
  setImmediate(() => setImmediate(callback));
}

/** How long a server may take to say goodbye, in ms. */
const goodbyeTimeout = 1_000;

/** QUIT (RFC 5321, 4.1.1.10): a connection that is only dropped looks like trouble in the server's log. */
function sayGoodbye(smtp: SMTPConnection): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      smtp.removeListener('end', end);
      resolve();
    };
    const timer = setTimeout(end, goodbyeTimeout);
    smtp.once('end', end);
    smtp.quit();
  });
}

/** RSET. False when the connection ended in the meantime. */
function reset(smtp: SMTPConnection, timeout: number): Promise<boolean> {
  return new Promise((resolve) => {
    const give = (alive: boolean) => {
      clearTimeout(timer);
      smtp.removeListener('end', end);
      if (!alive) smtp.close();
      resolve(alive);
    };
    const end = () => give(false);
    const timer = setTimeout(end, timeout);
    smtp.once('end', end);
    smtp.reset((error) => give(!error));
  });
}
