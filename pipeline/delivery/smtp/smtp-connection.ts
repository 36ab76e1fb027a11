import type SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { Message } from '../../messages/message.ts';
import type { Connection, ConnectionLimits, Gate, Outcome } from '../transport/transport.ts';
import { parseReply, readRefusal } from './parse-reply.ts';
import type { SmtpExtensions } from './smtp-extensions.ts';
import { withholdEnd } from './withheld-body.ts';

/** Sends over an open nodemailer connection, with the gate before the final dot (RFC 5321, 4.1.1.4). */
export function createSmtpConnection(
  smtp: SMTPConnection,
  extensions: SmtpExtensions,
  limits: ConnectionLimits,
): Connection {
  let left = limits.messagesPerConnection;
  let clean = true;
  let attempt: Attempt | undefined;
  // Errors reach the send under way by its own callback; between two sends they only end the connection.
  smtp.on('error', () => {});

  return {
    get usable() {
      return left > 0 && !smtp.destroyed;
    },
    async send(message, gate) {
      left--;
      const refusal = extensions.refuse(message);
      if (refusal) return { kind: 'unwritable', reply: refusal };
      // A refusal may have left half a transaction open, which the next MAIL would run into (RFC 5321, 4.1.4).
      if (!clean && !(await reset(smtp, limits.replyTimeout)))
        return { kind: 'lost', detail: 'The connection ended between two messages' };
      attempt = new Attempt(smtp, limits);
      const outcome = await attempt.send(message, gate);
      clean = outcome.kind === 'accepted';
      return outcome;
    },
    async close() {
      if (attempt?.isUnderWay) attempt.end('The run was stopped');
      else if (!smtp.destroyed) await sayGoodbye(smtp);
      smtp.close();
    },
  };
}

/**
 * One message in progress. A drop before DATA and one after the dot give the same error, so the phase is kept
 * here. An attempt that ends before the dot leaves no copy. An attempt that ends after it without a reply is
 * uncertain.
 */
class Attempt {
  readonly #smtp: SMTPConnection;
  readonly #limits: ConnectionLimits;
  #phase: 'envelope' | 'body' | 'released' | 'over' = 'envelope';
  #timer: NodeJS.Timeout | undefined;
  #resolve: (outcome: Outcome) => void = () => {};

  constructor(smtp: SMTPConnection, limits: ConnectionLimits) {
    this.#smtp = smtp;
    this.#limits = limits;
  }

  send({ envelope, raw }: Message, gate: Gate): Promise<Outcome> {
    return new Promise<Outcome>((resolve, reject) => {
      this.#resolve = resolve;
      this.#allow(this.#limits.replyTimeout);
      const body = withholdEnd(raw, (release) => {
        this.#atGate(gate, release).catch((error) => {
          reject(error);
          this.#smtp.close();
        });
      });
      const parameters = { from: envelope.from, to: envelope.to, size: raw.byteLength };
      this.#smtp.send(parameters, body, (error, info) => {
        if (error) this.#refused(error);
        else this.#replied(info?.response ?? '');
      });
    });
  }

  get isUnderWay(): boolean {
    return this.#phase !== 'over';
  }

  /** Ends it without a reply; nothing more leaves. */
  end(detail: string): void {
    this.#settle({ kind: this.#phase === 'released' ? 'uncertain' : 'lost', detail });
    this.#smtp.close();
  }

  async #atGate(gate: Gate, release: () => void): Promise<void> {
    this.#phase = 'body';
    clearTimeout(this.#timer);
    let open = false;
    try {
      open = await gate();
    } finally {
      // Events during the gate may have settled the attempt: then the dot must not be sent any more.
      if (open && this.#phase === 'body' && !this.#smtp.destroyed) {
        this.#phase = 'released';
        this.#allow(this.#limits.finalReplyTimeout);
        release();
      } else {
        this.#settle(
          open ? { kind: 'lost', detail: 'The connection ended at the gate' } : { kind: 'withheld' },
        );
        this.#smtp.close();
      }
    }
  }

  #replied(response: string): void {
    if (this.#phase === 'released') this.#settle({ kind: 'accepted', reply: parseReply(response) });
    else this.end('The server replied before the message had ended');
  }

  #refused(error: Error): void {
    const refusal = readRefusal(error);
    // A refusal in the middle of the body leaves the server waiting for its end.
    const midway = this.#phase === 'body';
    if (refusal) this.#settle(refusal);
    else this.end(error.message);
    if (midway) this.#smtp.close();
  }

  #settle(outcome: Outcome): void {
    clearTimeout(this.#timer);
    this.#phase = 'over';
    this.#resolve(outcome);
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
 * Calls back once the sockets were read. A process that was stopped past its time-outs runs their timers before it
 * reads what arrived meanwhile, and a reply that is in the socket already is no missing reply. TLS takes a turn more.
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

/** False when the connection ended meanwhile. */
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
