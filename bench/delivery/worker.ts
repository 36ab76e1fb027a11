import { deliver } from '../../pipeline/delivery/deliver.ts';
import { defaultDeliverySettings } from '../../pipeline/delivery/run/settings.ts';
import { createComposer } from '../../pipeline/messages/composer.ts';
import { openStore } from '../../pipeline/store/open-store.ts';
import { links } from './readers.ts';
import { smtpTo } from './smtp-to.ts';

/**
 * The options of a process that delivers, together with others, each dispatch that its parent names. It answers
 * with the processor time that it used, in microseconds.
 */
export interface WorkerOptions {
  readonly folder: string;
  readonly databaseUrl: string | undefined;
  readonly port: number;
  readonly connections: number;
}

const { folder, databaseUrl, port, connections }: WorkerOptions = JSON.parse(process.argv[2] ?? '{}');
const store = await openStore({ folder, databaseUrl });
process.on('message', async (dispatch: number) => {
  const before = process.cpuUsage();
  await deliver({
    store,
    dispatch,
    transport: smtpTo(port),
    composerFor: (edition) => createComposer(edition, { links }),
    settings: { ...defaultDeliverySettings, connections, messagesPerConnection: Number.POSITIVE_INFINITY },
  });
  const { user, system } = process.cpuUsage(before);
  process.send?.(user + system);
});
process.on('disconnect', () => process.exit());
process.send?.('ready');
