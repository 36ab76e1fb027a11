/** The process that is killed: delivers a dispatch over SMTP, as `courant send` does, with times made short. */
import { deliver } from '../../pipeline/delivery/deliver.ts';
import { type DeliverySettings, defaultDeliverySettings } from '../../pipeline/delivery/run/settings.ts';
import { parseSmtpUrl } from '../../pipeline/delivery/smtp/smtp-address.ts';
import { createSmtpTransport } from '../../pipeline/delivery/smtp/smtp-transport.ts';
import { openStore } from '../../pipeline/store/open-store.ts';

export interface SenderOrder {
  readonly folder: string;
  readonly databaseUrl: string | undefined;
  readonly smtpUrl: string;
  readonly dispatch: number;
  readonly settings: Partial<DeliverySettings>;
  /** The mistake that the harness must find: what is in doubt after a crash is simply sent again. */
  readonly resendInDoubt: boolean;
}

process.once('disconnect', () => process.exit(3));
process.channel?.unref();
const order = JSON.parse(process.argv[2] ?? '') as SenderOrder;
const settings = { ...defaultDeliverySettings, ...order.settings };
const store = await openStore(order);
try {
  if (order.resendInDoubt)
    await store.transaction(async (db) => {
      await db
        .updateTable('deliveries')
        .set({ state: 'planned' })
        .where('state', 'in', ['sending', 'uncertain'])
        .execute();
    });
  const report = await deliver({
    store,
    dispatch: order.dispatch,
    transport: createSmtpTransport({ address: parseSmtpUrl(order.smtpUrl), settings }),
    settings,
    composerFor: () => ({
      compose: ({ address }, { messageId }) => ({
        messageId,
        envelope: { from: 'news@example.org', to: address },
        raw: Buffer.from(`Message-ID: ${messageId}\r\n\r\n${'Hello. '.repeat(200)}\r\n`),
      }),
    }),
  });
  process.exitCode = report.end === 'finished' ? 0 : 3;
} finally {
  await store.close();
}
