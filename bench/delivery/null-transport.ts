import { smtpTraits } from '../../pipeline/delivery/smtp/smtp-traits.ts';
import type { Transport, WrittenMessage } from '../../pipeline/delivery/transport/transport.ts';

const written: WrittenMessage = {
  kind: 'written',
  isAlive: true,
  release: async () => ({ kind: 'accepted', reply: { code: 250, enhanced: '2.0.0', text: 'taken' } }),
  withdraw: async () => ({ kind: 'withheld' }),
};

/** Accepts every message immediately, to measure everything except SMTP. */
export const nullTransport: Transport = {
  ...smtpTraits,
  async connect() {
    return {
      usable: true,
      async write() {
        return written;
      },
      async close() {},
    };
  },
};
