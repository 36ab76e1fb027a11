import type { Socket } from 'node:net';
import type SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { Reply } from '../transport/reply.ts';
import { parseReply } from './parse-reply.ts';

interface DialogListener {
  /** Called once when the connection has ended, with the reason. */
  onEnd(detail: string): void;
  /** Called when the server does not answer in time, before the connection ends. */
  onTimeout(detail: string): void;
  /** Called for a reply to no command. */
  onUnexpected(reply: Reply): void;
}

interface Awaited {
  /** In ms, from the moment at which every earlier reply has arrived. */
  readonly timeout: number;
  readonly onReply: (reply: Reply) => void;
}

/** The largest reply in bytes. A server that sends more is not a mail server. */
const largestReply = 64 * 1024;

/**
 * Commands and replies over a connection that nodemailer has opened, encrypted and authenticated. Replies
 * arrive in the order of their commands (RFC 5321, 4.1.1), also when several commands left as one group (RFC
 * 2920, 3.1).
 *
 * It takes over only the reading of nodemailer's socket, which nodemailer documents as public. All other
 * listeners stay, so that `destroyed`, `end` and `close` mean what nodemailer says. A test fails if a new
 * version of nodemailer works differently.
 */
export class SmtpDialog {
  readonly #smtp: SMTPConnection;
  readonly #socket: Socket;
  readonly #listener: DialogListener;
  readonly #awaited: Awaited[] = [];
  #lines: string[] = [];
  #rest = '';
  #size = 0;
  #timer: NodeJS.Timeout | undefined;
  #hasEnded = false;

  constructor(smtp: SMTPConnection, listener: DialogListener) {
    if (!smtp._socket) throw new Error('nodemailer has no socket after it connected');
    this.#smtp = smtp;
    this.#socket = smtp._socket;
    this.#listener = listener;
    let reason = 'The server closed the connection';
    smtp.on('error', ({ message }: Error) => {
      reason = message;
    });
    smtp.once('end', () => this.end(reason));
    this.#socket.removeAllListeners('data');
    this.#socket.on('data', (chunk: Buffer) => this.#read(chunk));
  }

  get isOpen(): boolean {
    return !this.#hasEnded && !this.#smtp.destroyed;
  }

  /** Sends bytes that have no reply of their own. */
  write(bytes: Uint8Array | string): void {
    if (this.isOpen) this.#socket.write(bytes);
  }

  /** Sends a command, and calls back with its reply. The time-out is in ms. */
  command(line: string, timeout: number, onReply: (reply: Reply) => void): void {
    this.#awaited.push({ timeout, onReply });
    if (this.#awaited.length === 1) this.#startTimer();
    this.write(line);
  }

  /** Sends everything that `send` writes as one group. */
  group(send: () => void): void {
    this.#socket.cork();
    send();
    this.#socket.uncork();
  }

  /** Ends the connection. Nothing more leaves it, not even what is already written to the socket. */
  end(detail: string): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    clearTimeout(this.#timer);
    this.#smtp.close();
    this.#listener.onEnd(detail);
  }

  #read(chunk: Buffer): void {
    const text = this.#rest + chunk.toString('latin1');
    const lines = text.split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) {
      if (this.#hasEnded) return;
      this.#readLine(line.replace(/\r$/, ''));
    }
    if (this.#size + this.#rest.length > largestReply) this.end('The server sent a reply without end');
  }

  #readLine(line: string): void {
    // Some servers send empty lines between their replies.
    if (line.trim() === '' && this.#lines.length === 0) return;
    this.#lines.push(line);
    this.#size += line.length;
    if (/^\d{3}-/.test(line)) return;
    const reply = parseReply(asUtf8(this.#lines.join('\n')));
    this.#lines = [];
    this.#size = 0;
    const awaited = this.#awaited.shift();
    this.#startTimer();
    if (awaited) awaited.onReply(reply);
    else this.#listener.onUnexpected(reply);
  }

  /** Starts the time-out of the reply that has to come next. */
  #startTimer(): void {
    clearTimeout(this.#timer);
    const [next] = this.#awaited;
    if (!next) return;
    const timer = setTimeout(() => {
      afterReading(() => {
        if (this.#timer !== timer || this.#hasEnded) return;
        const detail = `The server did not answer within ${Math.ceil(next.timeout / 1000)} s`;
        this.#listener.onTimeout(detail);
        this.end(detail);
      });
    }, next.timeout);
    this.#timer = timer;
  }
}

function asUtf8(latin1: string): string {
  return /[\x80-\xff]/.test(latin1) ? Buffer.from(latin1, 'latin1').toString('utf8') : latin1;
}

/**
 * Calls back after the sockets have been read. A process that was suspended for longer than a time-out runs
 * the timer before it reads the data that arrived in the meantime. A reply that is already in the socket must
 * not count as missing. TLS needs one more turn.
 */
function afterReading(callback: () => void): void {
  setImmediate(() => setImmediate(callback));
}
