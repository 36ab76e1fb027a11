import { connect, type Socket } from 'node:net';
import { type Certificate, readCertificate } from '../../foundation/program/read-certificate.ts';
import { second } from '../../foundation/time/durations.ts';
import { readReply } from './read-reply.ts';
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
async function startTls(host: string, port: number): Promise<Socket | undefined> {
  const signal = AbortSignal.timeout(timeout);
  const socket = connect({ host, port });
  // Without a listener, an error of the socket would end the process. The pending read reports it.
  socket.on('error', () => undefined);
  try {
    await readReply(socket, signal);
    for (const command of ['EHLO courant.invalid', 'STARTTLS']) {
      socket.write(`${command}\r\n`);
      await readReply(socket, signal);
    }
    return socket;
  } catch {
    // A server that does not answer, or without STARTTLS, shows no certificate.
    socket.destroy();
    return undefined;
  }
}
