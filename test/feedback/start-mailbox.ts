import type { AddressInfo, Server } from 'node:net';
// @ts-expect-error The package has no types.
import hoodiecrow from 'hoodiecrow-imap';
import { onTestFinished } from 'vitest';

interface Mailbox {
  uidvalidity?: number;
  uidnext?: number;
  messages: { raw: string; uid?: number; flags?: string[] }[];
}

interface Connection {
  send(answer: unknown): void;
}

/** Starts a real IMAP server on loopback with these mails in its INBOX. */
export async function startMailbox(mails: readonly string[]) {
  const inbox: Mailbox = { messages: mails.map((raw) => ({ raw })) };
  const imap = hoodiecrow({
    plugins: ['SASL-IR', 'AUTH-PLAIN', 'XOAUTH2', 'ID', 'ENABLE'],
    storage: { INBOX: inbox },
  });
  const server: { listen: Server['listen']; close: Server['close']; server: Server } = imap;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve as never));
  onTestFinished(() => void server.close());
  const { port } = server.server.address() as AddressInfo;
  return {
    address: `imap://testuser:testpass@127.0.0.1:${port}/INBOX`,
    port,
    append: (raw: string) => imap.appendMessage('INBOX', [], undefined, raw),
    inbox,
    /** Answers a command with NO from now on, and with OK again when the returned function is called. */
    refuse(command: string) {
      const handler = imap.getCommandHandler(command);
      imap.setCommandHandler(
        command,
        (connection: Connection, { tag }: { tag: string }, _: unknown, end: () => void) => {
          connection.send({ tag, command: 'NO', attributes: [{ type: 'TEXT', value: 'Try again later' }] });
          end();
        },
      );
      return () => imap.setCommandHandler(command, handler);
    },
  };
}
