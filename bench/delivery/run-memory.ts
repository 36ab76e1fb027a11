import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openStore } from '../../pipeline/store/open-store.ts';
import type { Footprint } from './memory-of.ts';
import { createReader } from './readers.ts';

const origin = { source: 'import', created_at: 0, updated_at: 0 };
const batchSize = 500;
const sizes = process.argv.slice(2).map(Number);
if (sizes.length === 0) sizes.push(10_000, 100_000, 1_000_000);

process.stdout.write('   readers   planning  bare INSERT  messages/s       idle       peak\n');
for (const readers of sizes) {
  const folder = await mkdtemp(join(tmpdir(), 'courant-memory-'));
  try {
    await createReaders(folder, readers);
    const { planning, inserting, rate, idle, peak } = await measure(folder, readers);
    const cells = [
      String(readers).padStart(10),
      `${planning.toFixed(1)} µs`.padStart(10),
      `${inserting.toFixed(1)} µs`.padStart(12),
      rate.toFixed(0).padStart(11),
      `${idle.toFixed(0)} MB`.padStart(10),
      `${peak.toFixed(0)} MB`.padStart(10),
    ];
    process.stdout.write(`${cells.join(' ')}\n`);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function createReaders(folder: string, readers: number): Promise<void> {
  const store = await openStore({ folder });
  await store.transaction(async (db) => {
    for (let start = 0; start < readers; start += batchSize) {
      const rows = Array.from({ length: Math.min(batchSize, readers - start) }, (_, index) => {
        const { address, name = null, subscriber } = createReader(start + index);
        const state = 'active' as const;
        return { id: subscriber, address, normalised: address, name, locale: 'nl', state, ...origin };
      });
      await db.insertInto('subscribers').values(rows).execute();
    }
  });
  await store.close();
}

/** Measures in a process of its own, whose memory has nothing else in it. */
async function measure(folder: string, readers: number): Promise<Footprint> {
  const child = fork(fileURLToPath(new URL('memory-of.ts', import.meta.url)), [folder, String(readers)]);
  const [footprint] = (await once(child, 'message')) as [Footprint];
  return footprint;
}
