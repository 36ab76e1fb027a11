import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type {
  Transport,
  TransportKind,
  TransportTraits,
} from '../../../pipeline/delivery/transport/transport.ts';
import { fail } from '../../../pipeline/foundation/problems/problem.ts';

const traits: TransportTraits = {
  name: 'pickup',
  label: 'pickup folder',
  way: 'through the pickup folder',
  reachesPeople: true,
  isPassing: () => false,
  isOurFault: ({ code }) => code === 'outbox-failed',
};

/** A transport that reaches people: a mail server on this machine collects the messages from a folder. */
export const pickup: TransportKind = {
  ...traits,
  isConfigured: (environment) => Boolean(environment['MAIL_PICKUP']),
  open: async ({ environment }) => createPickup(environment['MAIL_PICKUP'] ?? ''),
};

function createPickup(folder: string): Transport {
  return {
    ...traits,
    async connect() {
      await mkdir(folder, { recursive: true }).catch(({ message }) =>
        fail('outbox-failed', { folder, reason: message }),
      );
      return {
        usable: true,
        async write({ messageId, raw }) {
          const file = join(folder, messageId.replace(/\W/g, ''));
          await writeFile(`${file}.part`, raw);
          return {
            kind: 'written',
            isAlive: true,
            async release() {
              await rename(`${file}.part`, `${file}.eml`);
              return {
                kind: 'accepted',
                reply: { code: 250, enhanced: '2.0.0', text: 'Ready to be picked up' },
              };
            },
            async withdraw() {
              await rm(`${file}.part`);
              return { kind: 'withheld' };
            },
          };
        },
        async close() {},
      };
    },
  };
}
