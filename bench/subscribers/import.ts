import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { openStore } from '../../pipeline/store/open-store.ts';
import { exportSubscribers } from '../../pipeline/subscribers/export/export-subscribers.ts';
import { importSubscribers } from '../../pipeline/subscribers/import/import-subscribers.ts';
import { openSuppressionList } from '../../pipeline/subscribers/open-suppression-list.ts';

// Measures importing and exporting a list: the time, and the largest memory use of the process.
const { values } = parseArgs({ options: { rows: { type: 'string', default: '1000000' } } });
const rows = Number(values.rows);
const folder = await mkdtemp(join(tmpdir(), 'bench-'));
const list = join(folder, 'list.csv');
await pipeline(Readable.from(createRows()), createWriteStream(list));
const store = await openStore({ folder, databaseUrl: process.env['BENCH_DATABASE_URL'] });
const suppressions = await openSuppressionList(store, { key: 'a key for measuring' });

await measure('import', () =>
  importSubscribers(store, {
    bytes: () => createReadStream(list),
    file: 'list.csv',
    source: 'import',
    suppressions,
    lists: ['weekly'],
  }),
);
await measure('import again', () =>
  importSubscribers(store, {
    bytes: () => createReadStream(list),
    file: 'list.csv',
    source: 'import',
    suppressions,
  }),
);
await measure('export', () =>
  pipeline(Readable.from(exportSubscribers(store, {}, 'csv')), createWriteStream(join(folder, 'out.csv'))),
);
await store.close();
await rm(folder, { recursive: true });

/** One name in three has quotes, and one in a hundred has a line break. */
function* createRows(): Generator<string> {
  yield 'address,name,locale\n';
  for (let i = 0; i < rows; i++) {
    const name =
      i % 100 === 0 ? `"Two\nlines ${i}"` : i % 3 === 0 ? `"van ""der"" Reader, ${i}"` : `Reader ${i}`;
    yield `reader${i}@example${i % 997}.org,${name},${i % 2 ? 'nl' : 'en'}\n`;
  }
}

async function measure(name: string, work: () => Promise<unknown>): Promise<void> {
  let most = 0;
  const timer = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss);
  }, 50);
  const [began, used] = [performance.now(), process.cpuUsage()];
  await work();
  clearInterval(timer);
  const seconds = (performance.now() - began) / 1000;
  const cpu = process.cpuUsage(used);
  const { size } = await stat(list);
  process.stdout.write(
    `${name.padEnd(13)} ${rows.toLocaleString('en')} rows (${(size / 1e6).toFixed(0)} MB) in ${seconds.toFixed(1)} s, ${((cpu.user + cpu.system) / 1e6).toFixed(1)} s of processor time, at most ${(most / 1e6).toFixed(0)} MB\n`,
  );
}
