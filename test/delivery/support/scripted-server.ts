import { type AddressInfo, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { type DeliverySettings, defaultDeliverySettings } from '../../../pipeline/delivery/run/settings.ts';
import { parseSmtpUrl } from '../../../pipeline/delivery/smtp/smtp-address.ts';
import { createSmtpTransport } from '../../../pipeline/delivery/smtp/smtp-transport.ts';

/** The phase of a conversation. `body` follows the first bytes of a message, and `dot` its end. */
export type Phase =
  | 'greeting'
  | 'EHLO'
  | 'MAIL'
  | 'RCPT'
  | 'DATA'
  | 'body'
  | 'dot'
  | 'RSET'
  | 'QUIT'
  | 'AUTH';

/**
 * What the server does: send this reply, drop the connection, stay silent from now on, leave out this one
 * reply, send the usual reply and read nothing more, or send the usual reply (undefined).
 */
export type Action = string | 'drop' | 'hang' | 'skip' | 'stall' | undefined;

/** `time` counts how often the conversations have reached the phase, from 1. */
export type Script = (phase: Phase, time: number, line: string) => Action | Promise<Action>;

const usual: Record<Phase, string | undefined> = {
  greeting: '220 test ESMTP',
  EHLO: undefined,
  MAIL: '250 2.1.0 Ok',
  RCPT: '250 2.1.5 Ok',
  DATA: '354 Go on',
  body: undefined,
  dot: '250 2.0.0 Ok',
  RSET: '250 2.0.0 Ok',
  QUIT: '221 2.0.0 Bye',
  AUTH: '235 2.7.0 Ok',
};

interface ServerOptions {
  readonly extensions?: string[];
  /** Whether each byte of a reply leaves separately. */
  readonly inPieces?: boolean;
}

/**
 * Starts an SMTP server that follows a script down to the byte, for behaviour that no real server shows on
 * request. `taken` has the recipients of all messages whose final dot arrived, whatever the server replied to
 * it, and `chunks` what arrived in one piece.
 */
export async function createScriptedServer(
  script: Script,
  {
    extensions = ['PIPELINING'],
    inPieces = false,
    ...settings
  }: Partial<DeliverySettings> & ServerOptions = {},
) {
  const taken: string[] = [];
  const chunks: string[] = [];
  const times = new Map<Phase, number>();
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on('error', () => {}); // The client may drop the connection.
    socket.on('close', () => sockets.delete(socket));
    converse(socket);
  });

  function converse(socket: Socket): void {
    let buffer = '';
    let inData = false;
    let begun = false;
    let isSilent = false;
    let recipient = '';
    let queue = act('greeting', '');

    async function act(phase: Phase, line: string): Promise<void> {
      const time = (times.get(phase) ?? 0) + 1;
      times.set(phase, time);
      const action = await script(phase, time, line);
      if (action === 'drop') socket.destroy();
      else if (action === 'hang') isSilent = true;
      else if (action === 'stall') {
        say(phase, undefined);
        socket.pause();
      } else say(phase, action === 'skip' ? '' : action);
    }

    function say(phase: Phase, action: string | undefined): void {
      const greeting = ['test', ...extensions].map(
        (text, i, all) => `250${i === all.length - 1 ? ' ' : '-'}${text}`,
      );
      const reply = action ?? (phase === 'EHLO' ? greeting.join('\r\n') : usual[phase]);
      if (reply && !isSilent && !socket.destroyed)
        for (const piece of inPieces ? `${reply}\r\n` : [`${reply}\r\n`]) socket.write(piece);
      if (phase === 'DATA' && reply?.startsWith('354')) inData = true;
      if (phase === 'QUIT') socket.end();
    }

    async function feed(chunk: string): Promise<void> {
      buffer += chunk;
      for (;;) {
        if (inData) {
          if (!begun && buffer !== '' && !buffer.startsWith('.\r\n')) {
            begun = true;
            await act('body', '');
          }
          const end = buffer.startsWith('.\r\n') ? 0 : buffer.indexOf('\r\n.\r\n');
          if (end === -1 || socket.destroyed) return;
          buffer = buffer.slice(end === 0 ? 3 : end + 5);
          inData = false;
          begun = false;
          if (recipient) taken.push(recipient);
          await act('dot', recipient);
          continue;
        }
        const end = buffer.indexOf('\r\n');
        if (end === -1 || socket.destroyed) return;
        const line = buffer.slice(0, end);
        buffer = buffer.slice(end + 2);
        const verb = line.slice(0, 4).toUpperCase() as Phase;
        if (verb === 'RCPT') recipient = /<(.*?)>/.exec(line)?.[1] ?? '';
        await act(verb, line);
      }
    }

    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => {
      chunks.push(chunk);
      queue = queue.then(() => feed(chunk));
    });
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as AddressInfo;
  const transport = createSmtpTransport({
    address: parseSmtpUrl(`smtp://127.0.0.1:${port}`),
    settings: { ...defaultDeliverySettings, ...settings },
  });
  /** Sends a reply to every client, whether or not one waits for it. */
  const sayToAll = (reply: string) => {
    for (const socket of sockets) socket.write(`${reply}\r\n`);
  };
  return { transport, taken, chunks, times, port, connections: () => sockets.size, sayToAll };
}
