import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';

export interface SinkOptions {
  readonly random: () => number;
  /** How likely each trouble is, from 0 to 1; see `faults`. */
  readonly faultRate: number;
  /** The longest delay of a reply, in ms. */
  readonly longestDelay: number;
  readonly hangFor: number;
}

/** The Message-ID is within this many characters. */
const longestHeader = 16_384;

/**
 * A real SMTP server that often fails. `kept` counts, by Message-ID, the messages that it took responsibility
 * for, whether or not its 250 reached the client.
 */
export async function createTortureSink({ random, faultRate, longestDelay, hangFor }: SinkOptions) {
  const kept = new Map<string, number>();
  let silent = 0;
  let total = 0;
  const later = (act: () => void) => setTimeout(act, random() * longestDelay);
  const happens = () => random() < faultRate;
  const refuse = (code: number, text: string) => Object.assign(new Error(text), { responseCode: code });
  const keep = (messageId: string) => {
    total++;
    kept.set(messageId, (kept.get(messageId) ?? 0) + 1);
  };

  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    // About half of all servers offer it.
    hidePIPELINING: random() < 0.5,
    closeTimeout: 50,
    onConnect: (session, callback) => (happens() ? drop(session) : callback()),
    onMailFrom(_address, session, callback) {
      if (happens()) drop(session);
      else callback(happens() ? refuse(421, '4.3.2 Closing') : null);
    },
    onRcptTo(_address, session, callback) {
      if (happens()) drop(session);
      else callback(happens() ? refuse(450, '4.7.1 Greylisted') : null);
    },
    onData(stream, session, callback) {
      if (happens()) drop(session);
      let start = '';
      stream.on('data', (chunk: Buffer) => {
        if (start.length < longestHeader) start += chunk.toString('latin1');
      });
      stream.on('end', () => {
        const messageId = /^Message-ID:\s*(<[^>]+>)/im.exec(start)?.[1] ?? 'without Message-ID';
        if (happens()) {
          // The server may keep the message and fail before its reply.
          if (random() < 0.5) keep(messageId);
          silent++;
          return drop(session);
        }
        if (happens()) return later(() => callback(refuse(451, '4.3.0 Try again')));
        keep(messageId);
        if (random() < faultRate / 10) {
          silent++;
          setTimeout(() => callback(), hangFor);
        } else later(() => callback());
      });
    },
  });
  // A client that is killed breaks its connections.
  server.on('error', () => {});

  function drop(session: SMTPServerSession): void {
    for (const connection of server.connections)
      if ((connection as unknown as { session: SMTPServerSession }).session === session)
        (connection as unknown as { _socket: { destroy(): void } })._socket.destroy();
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    kept,
    /** How many it kept in all. */
    get total() {
      return total;
    },
    /** How many messages got no reply after their dot. */
    get silent() {
      return silent;
    },
    close: () => new Promise<void>((resolve) => server.close(resolve)),
  };
}
