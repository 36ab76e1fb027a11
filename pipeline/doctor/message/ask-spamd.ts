import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { readSpamReport, type SpamVerdict } from '../../check/mail/ask-spamassassin.ts';
import { fail } from '../../foundation/problems/problem.ts';

/** Where spamd listens. */
export interface SpamdAddress {
  readonly host: string;
  readonly port: number;
}

/**
 * Asks the daemon of SpamAssassin about a message (the protocol of spamc, version 1.2). Fails with
 * `spamassassin-failed` if it cannot be reached, or if its answer cannot be read or takes longer than `timeout`
 * (milliseconds).
 */
export async function askSpamd(
  raw: Uint8Array,
  { host, port }: SpamdAddress,
  timeout = 60_000,
): Promise<SpamVerdict> {
  const program = `spamd at ${host}:${port}`;
  const signal = AbortSignal.timeout(timeout);
  const socket = connect({ host, port, signal });
  try {
    await once(socket, 'connect');
    socket.end(
      Buffer.concat([Buffer.from(`REPORT SPAMC/1.2\r\nContent-length: ${raw.byteLength}\r\n\r\n`), raw]),
    );
    const answer = await text(socket);
    const [status = ''] = answer.split('\r\n');
    const isFine = /^SPAMD\/[\d.]+ 0 /.test(status);
    const verdict = isFine ? readSpamReport(answer) : undefined;
    return verdict ?? fail('spamassassin-failed', { program, reason: isFine ? 'it sent no report' : status });
  } catch (error) {
    if (error instanceof Error && 'problems' in error) throw error;
    const { message } = error as Error;
    return fail('spamassassin-failed', {
      program,
      reason: signal.aborted ? `it took longer than ${timeout / 1000} s` : message,
    });
  } finally {
    socket.destroy();
  }
}
