import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { onTestFinished } from 'vitest';

export interface Received {
  readonly to: string[];
  readonly raw: Buffer;
}

export interface MailServer {
  readonly url: string;
  readonly received: Received[];
  /** Addresses that are refused with this code, as long as they stand here. */
  readonly refused: Map<string, number>;
  /** Called with the number of messages so far, before the server answers. */
  onMessage: (count: number) => void;
}

/** A real mail server on this machine that keeps what it gets. */
export async function startMailServer(): Promise<MailServer> {
  const received: Received[] = [];
  const refused = new Map<string, number>();
  const mail: MailServer = { url: '', received, refused, onMessage: () => {} };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo({ address }, _session, done) {
      const code = refused.get(address);
      const text = `${String(code).charAt(0)}.7.1 not today`;
      done(code === undefined ? undefined : Object.assign(new Error(text), { responseCode: code }));
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        received.push({
          to: session.envelope.rcptTo.map(({ address }) => address),
          raw: Buffer.concat(chunks),
        });
        mail.onMessage(received.length);
        done();
      });
    },
  });
  server.on('error', (error: NodeJS.ErrnoException) => {
    // A test has killed the sender in the middle of a message.
    if (error.code !== 'ECONNRESET') throw error;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return Object.assign(mail, { url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}` });
}

/** A website on this machine that has every page but the missing ones; it tells which were asked for. */
export async function startWebsite(missing = /^$/): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    asked.push(path);
    response.writeHead(missing.test(path) ? 404 : 200).end('here');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}
