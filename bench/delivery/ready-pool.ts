import { createComposer } from '../../pipeline/messages/composer.ts';
import type { Message } from '../../pipeline/messages/message.ts';
import { createRandomMessageId } from '../../pipeline/messages/message-id.ts';
import { createBenchEdition } from './bench-edition.ts';
import type { Contender, ContenderOptions } from './contender.ts';
import { openPool } from './open-pool.ts';
import { createReader, links } from './readers.ts';

/**
 * Nodemailer's pool with messages that were composed before the measurement, without a ledger: the fastest that
 * nodemailer can send. Each round opens its connections, as a dispatch does.
 */
export function createReadyPool(options: ContenderOptions): Contender {
  const { connections, messages } = options;
  const ready: Message[] = [];
  return {
    name: 'nodemailer, pooled, ready messages',
    messages,
    async prepare() {
      const composer = createComposer(createBenchEdition('bench'), { links });
      while (ready.length < messages) {
        const stamp = { messageId: createRandomMessageId('courant.example.org'), date: new Date() };
        ready.push(await composer.compose(createReader(ready.length), stamp));
      }
    },
    async send() {
      const transporter = openPool(options);
      let next = 0;
      const lane = async () => {
        for (let message = ready[next++]; message !== undefined; message = ready[next++])
          await transporter.sendMail({ envelope: message.envelope, raw: Buffer.from(message.raw) });
      };
      await Promise.all(Array.from({ length: connections * 4 }, lane));
      transporter.close();
    },
  };
}
