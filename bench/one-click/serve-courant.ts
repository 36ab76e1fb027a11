import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadPublication } from '../../pipeline/content/extensions/load-publication.ts';
import { createOutbox } from '../../pipeline/delivery/transport/outbox.ts';
import { diskFiles } from '../../pipeline/foundation/files/disk-files.ts';
import { Report } from '../../pipeline/foundation/problems/report.ts';
import { assembleApp } from '../../pipeline/server/app/assemble-app.ts';
import { startServer } from '../../pipeline/server/app/start-server.ts';
import { folderPlace } from '../../pipeline/state/folder-place.ts';
import { openStore } from '../../pipeline/store/open-store.ts';
import { importSubscribers } from '../../pipeline/subscribers/import/import-subscribers.ts';
import { createLinks } from '../../pipeline/subscribers/links/links.ts';
import { openSuppressionList } from '../../pipeline/subscribers/open-suppression-list.ts';
import { listSubscribers } from '../../test/store/support/list-subscribers.ts';

// The number of subscribers, each of whom leaves once.
const readers = Number(process.argv[2]);
const folder = await mkdtemp(join(tmpdir(), 'bench-'));
const store = await openStore({ folder, databaseUrl: process.env['BENCH_DATABASE_URL'] });
// The journal, as on a real server: each batch of withdrawals is synced there too.
const found = { place: folderPlace(join(folder, 'place')), kind: 'home' } as const;
const suppressions = await openSuppressionList(store, { key: 'a key for measuring', found });
await suppressions.journal.begin();
const files = diskFiles(join(import.meta.dirname, '../..'));
const publication = await loadPublication({ package: files, publication: files }, new Report());
if (publication === undefined) throw new Error('The publication cannot be read.');
const rows = Array.from({ length: readers }, (_, i) => `reader${i}@example.org,en`);
const bytes = new TextEncoder().encode(['address,locale', ...rows].join('\n'));
await importSubscribers(store, { bytes, file: 'bench.csv', source: 'import', suppressions });
const secrets = ['a secret that is long enough for a benchmark'];
const links = createLinks({ secrets, publicUrl: 'http://bench.example.org', clock: Date.now });
const paths = (await listSubscribers(store)).map(
  ({ id }) => new URL(links.unsubscribeUrl(id, 'en')).pathname,
);
const parts = {
  publication,
  store,
  suppressions,
  secrets,
  transport: createOutbox(join(folder, 'outbox')),
  publicUrl: (port: number) => `http://127.0.0.1:${port}`,
  clock: Date.now,
  logTo: { write: () => {} },
};
const server = await startServer((listening) => assembleApp(parts, listening), { port: 0 });
process.send?.({ port: server.port, paths });
process.on('disconnect', () => process.exit(0));
