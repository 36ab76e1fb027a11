import type { Socket } from 'node:net';
import type SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { Reply } from '../transport/reply.ts';
import { asRecorded, parseReply } from './parse-reply.ts';

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
  /** When the timer fires, by the monotonic clock in ms. */
  #firesAt = Number.POSITIVE_INFINITY;
  /** When the next reply is overdue, by the same clock. */
  #deadline = Number.POSITIVE_INFINITY;
  /** The commands of the group that is being collected. */
  #group: string | undefined;
  #hasEnded = false;

  constructor(smtp: SMTPConnection, listener: DialogListener) {
    if (!smtp._socket) throw new Error('nodemailer has no socket after it connected');
    this.#smtp = smtp;
    this.#socket = smtp._socket;
    this.#listener = listener;
    let reason = 'The server closed the connection';
    smtp.on('error', ({ message }: Error) => {
      // The message may contain what the server sent.
      reason = asRecorded(message);
    });
    smtp.once('end', () => this.end(reason));
    this.#socket.removeAllListeners('data');
    this.#socket.on('data', (chunk: Buffer) => this.#read(chunk));
  }

  get isOpen(): boolean {
    return !this.#hasEnded && !this.#smtp.destroyed;
  }

  /** Sends EHLO, which ends a transaction as RSET does (RFC 5321, 4.1.4), and calls back with its reply. */
  greet(timeout: number, onReply: (reply: Reply) => void): void {
    this.command(`EHLO ${this.#smtp.name}\r\n`, timeout, onReply);
  }

  /** Sends bytes to which the server sends no reply. Calls back when the operating system has taken all of them. */
  write(bytes: Uint8Array, onTaken: () => void): void {
    if (this.isOpen) this.#socket.write(bytes, (error) => error ?? onTaken());
  }

  /** Sends a command, and calls back with its reply. The time-out is in ms. */
  command(line: string, timeout: number, onReply: (reply: Reply) => void): void {
    this.#awaited.push({ timeout, onReply });
    if (this.#awaited.length === 1) this.#startTimer();
    if (this.#group !== undefined) this.#group += line;
    else if (this.isOpen) this.#socket.write(line);
  }

  /** Sends all commands of `send` as one group. A group inside it is a part of it. */
  group(send: () => void): void {
    const isOutermost = this.#group === undefined;
    this.#group ??= '';
    send();
    if (!isOutermost) return;
    const commands = this.#group;
    this.#group = undefined;
    if (this.isOpen && commands !== '') this.#socket.write(commands);
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
    let from = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      if (this.#hasEnded) return;
      this.#readLine(text.slice(from, text[end - 1] === '\r' && end > from ? end - 1 : end));
      from = end + 1;
    }
    this.#rest = text.slice(from);
    if (this.#size + this.#rest.length > largestReply) this.end('The server sent a reply without end');
  }

  #readLine(line: string): void {
    // Some servers send empty lines between their replies.
    if (this.#lines.length === 0 && line.trim() === '') return;
    this.#lines.push(line);
    this.#size += line.length;
    if (line[3] === '-' && /^\d{3}/.test(line)) return;
    const reply = parseOnce(this.#lines.join('\n'));
    this.#lines = [];
    this.#size = 0;
    const awaited = this.#awaited.shift();
    this.#startTimer();
    if (awaited) awaited.onReply(reply);
    else this.#listener.onUnexpected(reply);
  }

  /**
   * Starts the time-out of the reply that has to come next. A timer that fires earlier stays, because there are five
   * replies for each message: it looks at the deadline when it fires.
   */
  #startTimer(): void {
    const [next] = this.#awaited;
    this.#deadline = next ? performance.now() + next.timeout : Number.POSITIVE_INFINITY;
    if (this.#deadline < this.#firesAt) this.#setTimer(this.#deadline);
  }

  #setTimer(time: number): void {
    clearTimeout(this.#timer);
    this.#firesAt = time;
    this.#timer = setTimeout(() => this.#fire(), Math.max(0, Math.ceil(time - performance.now())));
  }

  #fire(): void {
    const deadline = this.#deadline;
    this.#firesAt = Number.POSITIVE_INFINITY;
    if (deadline === Number.POSITIVE_INFINITY) return;
    if (deadline > performance.now()) this.#setTimer(deadline);
    else
      afterReading(() => {
        const [next] = this.#awaited;
        if (this.#deadline !== deadline || this.#hasEnded || !next) return;
        const detail = `The server did not answer within ${Math.ceil(next.timeout / 1000)} s`;
        this.#listener.onTimeout(detail);
        this.end(detail);
      });
  }
}

/** The replies that were parsed before, because a server answers most commands in the same words. */
const knownReplies = new Map<string, Reply>();
/** Many replies contain the id of a message, and never come again. At this number, all replies are forgotten. */
const mostReplies = 100;

function parseOnce(text: string): Reply {
  const known = knownReplies.get(text);
  if (known) return known;
  if (knownReplies.size >= mostReplies) knownReplies.clear();
  const reply = parseReply(asUtf8(text));
  knownReplies.set(text, reply);
  return reply;
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
