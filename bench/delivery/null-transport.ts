import { smtpTraits } from '../../pipeline/delivery/smtp/smtp-traits.ts';
import type { Transport } from '../../pipeline/delivery/transport/transport.ts';

/** Takes every message at once: what is left is the time of everything but SMTP. */
export const nullTransport: Transport = {
  ...smtpTraits,
  async connect() {
    return {
      usable: true,
      async send(_message, gate) {
        if (!(await gate())) return { kind: 'withheld' };
        return { kind: 'accepted', reply: { code: 250, enhanced: '2.0.0', text: 'taken' } };
      },
      async close() {},
    };
  },
};
