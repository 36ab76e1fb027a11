import { once } from 'node:events';
import { connect } from 'node:net';
import { readSpamReport, type SpamVerdict } from '../../check/mail/ask-spamassassin.ts';
import { fail, ProblemError } from '../../foundation/problems/problem.ts';

/** Where spamd listens. */
export interface SpamdAddress {
  readonly host: string;
  readonly port: number;
}

interface AskOptions {
  /** The longest time for the answer, in ms. */
  readonly timeout?: number;
  readonly signal?: AbortSignal | undefined;
}

/** The largest answer in bytes. It has no copy of the message. */
const largestAnswer = 256 * 1024;

/**
 * Asks the daemon of SpamAssassin about a message (the protocol of spamc, version 1.2). Fails with
 * `spamassassin-failed` if it cannot be reached, or if its answer cannot be read, is too large or takes longer than
 * `timeout`.
 */
export async function askSpamd(
  raw: Uint8Array,
  { host, port }: SpamdAddress,
  { timeout = 60_000, signal: stop }: AskOptions = {},
): Promise<SpamVerdict> {
  const program = `spamd at ${host}:${port}`;
  const late = AbortSignal.timeout(timeout);
  const socket = connect({ host, port, signal: stop ? AbortSignal.any([stop, late]) : late });
  try {
    await once(socket, 'connect');
    socket.end(
      Buffer.concat([Buffer.from(`REPORT SPAMC/1.2\r\nContent-length: ${raw.byteLength}\r\n\r\n`), raw]),
    );
    let answer = '';
    for await (const chunk of socket.setEncoding('utf8')) {
      answer += chunk;
      if (answer.length > largestAnswer) throw new Error('its answer is too large');
    }
    const [status = ''] = answer.split('\r\n');
    const isFine = /^SPAMD\/[\d.]+ 0 /.test(status);
    const verdict = isFine ? readSpamReport(answer) : undefined;
    return verdict ?? fail('spamassassin-failed', { program, reason: isFine ? 'it sent no report' : status });
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    const { message } = error as Error;
    return fail('spamassassin-failed', {
      program,
      reason: late.aborted ? `it took longer than ${timeout / 1000} s` : message,
    });
  } finally {
    socket.destroy();
  }
}
