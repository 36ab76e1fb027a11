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
  // The callback of a send handles its errors. An error between two sends only ends the connection.
  smtp.on('error', () => {});

  return {
    get usable() {
      return left > 0 && !smtp.destroyed;
    },
    async write(message) {
      left--;
      const refusal = extensions.refuse(message);
      if (refusal) return { kind: 'unwritable', reply: refusal };
      // After a refusal, a transaction may still be open, and the server would refuse the next MAIL (RFC
      // 5321, 4.1.4).
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
 * One message in progress. It keeps track of the phase, because nodemailer reports a connection lost before
 * DATA and one lost after the dot with the same error. An attempt that ends before the dot leaves no copy;
 * one that ends after it without a reply is uncertain.
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

  /** Sends MAIL, RCPT, DATA, and the whole message except its end. */
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

  /** Ends the attempt without a reply. Nothing more is sent. */
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
    // After a refusal in the middle of the message, the server is still waiting for the rest of it.
    const isMidway = this.#phase === 'gate';
    if (refusal) this.#settle(refusal);
    else this.end(error.message);
    if (isMidway) this.#smtp.close();
  }

  /** Only the first outcome counts. */
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
 * A message for nodemailer's connection that withholds its end. `onWritten` is called once the server has
 * requested the message (354) and everything before the end is written.
 *
 * It is not a complete stream and has only the method that the connection calls (`pipe`). It bypasses
 * nodemailer's dot-stuffing, which inspects each byte and takes a third of the time of a send. When the
 * stream ends, nodemailer writes the dot. A test fails if a new version of nodemailer works differently.
 */
function withholdEnd(raw: Uint8Array, onWritten: (writeEnd: () => void) => void): Readable {
  const stuffed = dotStuff(raw);
  const body = {
    pipe(destination: Transform) {
      // nodemailer has not seen the last bytes, so it always ends the message with CRLF . CRLF.
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
 * Calls back after the sockets have been read. A process that was suspended for longer than a time-out runs
 * the timer before it reads the data that arrived in the meantime. A reply that is already in the socket must
 * not count as missing. TLS needs one more turn.
 */
function afterReading(callback: () => void): void {
  setImmediate(() => setImmediate(callback));
}

/** How long a server may take to answer QUIT, in ms. */
const goodbyeTimeout = 1_000;

/** Sends QUIT (RFC 5321, 4.1.1.10), because dropped connections look like trouble in the server's log. */
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

/** Sends RSET. Returns false when the connection ended in the meantime. */
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
