import { once } from 'node:events';
import { connect } from 'node:net';
import { createComposer } from '../../pipeline/messages/composer.ts';
import { createRandomMessageId } from '../../pipeline/messages/message-id.ts';
import { createBenchEdition } from './bench-edition.ts';
import type { Contender, ContenderOptions } from './contender.ts';
import { createReader, links } from './readers.ts';

/** Writes prepared bytes as fast as the server accepts them, to find the limit of this machine. */
export function createReplay({ port, connections, messages }: ContenderOptions): Contender {
  let prepared = Buffer.alloc(0);
  return {
    name: 'bare replay of prepared bytes',
    messages,
    async prepare() {
      const composer = createComposer(createBenchEdition('bench'), { links });
      const stamp = { messageId: createRandomMessageId('courant.example.org'), date: new Date() };
      const { raw } = await composer.compose(createReader(0), stamp);
      prepared = Buffer.concat([raw, Buffer.from('.\r\n')]);
    },
    async send() {
      const share = messages / connections;
      await Promise.all(Array.from({ length: connections }, () => replay(port, prepared, share)));
    },
  };
}

async function replay(port: number, message: Buffer, times: number): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  socket.setNoDelay(true);
  const envelope = 'MAIL FROM:<nieuws@courant.example.org>\r\nRCPT TO:<reader@example.org>\r\nDATA\r\n';
  let sent = 0;
  socket.on('data', (answer) => {
    const text = answer.toString('latin1');
    if (text.startsWith('220')) socket.write('EHLO bench\r\n');
    else if (text.includes('354 ')) socket.write(message);
    else if (sent++ < times) socket.write(envelope);
    else socket.destroy();
  });
  await once(socket, 'close');
}
