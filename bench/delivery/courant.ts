import { deliver } from '../../pipeline/delivery/deliver.ts';
import { defaultDeliverySettings } from '../../pipeline/delivery/run/settings.ts';
import type { Transport } from '../../pipeline/delivery/transport/transport.ts';
import { type ComposerOptions, createComposer } from '../../pipeline/messages/composer.ts';
import type { Contender } from './contender.ts';
import { createLedger } from './ledger.ts';
import { links } from './readers.ts';

export interface CourantOptions {
  readonly name: string;
  readonly messages: number;
  readonly connections: number;
  readonly transport: Transport;
  readonly signers?: NonNullable<ComposerOptions['signers']>;
}

/**
 * Sends like `courant send`, with the durable ledger. Planning is not measured. Every round is a separate
 * dispatch to the same readers.
 */
export async function createCourant(options: CourantOptions): Promise<Contender> {
  const { name, messages, connections, transport, signers = [] } = options;
  const ledger = await createLedger(messages);
  let dispatch = 0;

  return {
    name,
    messages,
    async prepare() {
      dispatch = await ledger.plan();
    },
    async send() {
      const report = await deliver({
        store: ledger.store,
        dispatch,
        transport,
        composerFor: (edition) => createComposer(edition, { links, signers }),
        settings: {
          ...defaultDeliverySettings,
          connections,
          messagesPerConnection: Number.POSITIVE_INFINITY,
        },
      });
      if (report.end !== 'finished') throw new Error(`The dispatch ended as ${report.end}.`);
    },
    close: ledger.close,
  };
}
