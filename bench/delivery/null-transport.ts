import { smtpTraits } from '../../pipeline/delivery/smtp/smtp-traits.ts';
import type { Transport, WrittenMessage } from '../../pipeline/delivery/transport/transport.ts';
import type { Message } from '../../pipeline/messages/message.ts';

/** Accepts every message immediately, to measure everything except SMTP. */
export const nullTransport: Transport = {
  ...smtpTraits,
  async connect() {
    return {
      usable: true,
      async write(message) {
        return writeNowhere(message);
      },
      async close() {},
    };
  },
};

function writeNowhere(message: Message): WrittenMessage {
  return {
    kind: 'written',
    isAlive: true,
    async release() {
      message.release?.();
      return { kind: 'accepted', reply: { code: 250, enhanced: '2.0.0', text: 'taken' } };
    },
    withdraw: async () => ({ kind: 'withheld' }),
  };
}
