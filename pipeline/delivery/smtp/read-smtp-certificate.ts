import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { type Certificate, readCertificate } from '../../foundation/program/read-certificate.ts';
import { second } from '../../foundation/time/durations.ts';
import type { SmtpAddress } from './smtp-address.ts';

/** How long each of the two steps may take: up to STARTTLS, and the handshake. In ms. */
const timeout = 10 * second;

const farewell = 'QUIT\r\n';

/**
 * Reads the certificate of a mail server without logging in. Undefined when the server offers no TLS or does
 * not answer: a dispatch reports that.
 */
export async function readSmtpCertificate({
  host,
  port,
  secure,
}: Pick<SmtpAddress, 'host' | 'port' | 'secure'>): Promise<Certificate | undefined> {
  if (secure) return readCertificate({ host, port, farewell }, timeout);
  const socket = await startTls(host, port);
  return socket && readCertificate({ host, port, farewell, socket }, timeout);
}

/** Speaks SMTP up to the reply to STARTTLS (RFC 3207). */
function startTls(host: string, port: number): Promise<Socket | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const lines = createInterface({ input: socket });
    const commands = ['EHLO courant.invalid', 'STARTTLS'];
    const give = (result: Socket | undefined) => {
      clearTimeout(timer);
      lines.close();
      if (result === undefined) socket.destroy();
      resolve(result);
    };
    const timer = setTimeout(give, timeout, undefined);
    socket.once('error', () => give(undefined));
    socket.once('close', () => give(undefined));
    lines.on('line', (line) => {
      // A hyphen after the code means that the reply continues (RFC 5321, section 4.2.1).
      if (/^2\d\d-/.test(line)) return;
      const next = commands.shift();
      if (!/^2\d\d/.test(line)) give(undefined);
      else if (next === undefined) give(socket);
      else socket.write(`${next}\r\n`);
    });
  });
}
