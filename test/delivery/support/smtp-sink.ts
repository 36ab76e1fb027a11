import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { onTestFinished } from 'vitest';
import { type DeliverySettings, defaultDeliverySettings } from '../../../pipeline/delivery/run/settings.ts';
import { parseSmtpUrl } from '../../../pipeline/delivery/smtp/smtp-address.ts';
import { createSmtpTransport } from '../../../pipeline/delivery/smtp/smtp-transport.ts';

export interface ReceivedMessage {
  readonly to: string;
  readonly raw: string;
}

/** Starts a real SMTP server on loopback, which keeps the messages that it accepts. */
export async function createSink(options: SMTPServerOptions = {}, settings: Partial<DeliverySettings> = {}) {
  const received: ReceivedMessage[] = [];
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    closeTimeout: 100,
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        received.push({
          to: session.envelope.rcptTo[0]?.address ?? '',
          raw: Buffer.concat(chunks).toString('utf8'),
        });
        callback();
      });
    },
    ...options,
  });
  // Some tests drop the connection.
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(resolve)));
  const { port } = server.server.address() as AddressInfo;
  const url = (scheme = 'smtp', rest = '') => `${scheme}://127.0.0.1:${port}${rest}`;
  const transport = createSmtpTransport({
    address: parseSmtpUrl(url()),
    settings: { ...defaultDeliverySettings, ...settings },
  });
  return { received, transport, url, port };
}
