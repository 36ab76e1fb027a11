import { type ComposerOptions, createComposer } from '../../pipeline/messages/composer.ts';
import { createRandomMessageId } from '../../pipeline/messages/message-id.ts';
import { createBenchEdition } from './bench-edition.ts';
import type { Contender } from './contender.ts';
import { createReader, links } from './readers.ts';

/** How many messages a delivery with five connections composes ahead. */
const messagesAhead = 40;

/** Composes messages without sending them, several at a time as a delivery does. */
export function createComposeOnly(
  name: string,
  messages: number,
  signers: NonNullable<ComposerOptions['signers']> = [],
): Contender {
  const composer = createComposer(createBenchEdition('bench'), { links, signers });
  const date = new Date();
  return {
    name,
    messages,
    async send() {
      let next = 0;
      const lane = async () => {
        while (next < messages) {
          const stamp = { messageId: createRandomMessageId('example.org'), date };
          const { release } = await composer.compose(createReader(next++), stamp);
          release?.();
        }
      };
      await Promise.all(Array.from({ length: messagesAhead }, lane));
    },
  };
}
