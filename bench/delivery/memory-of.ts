import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { deliver } from '../../pipeline/delivery/deliver.ts';
import { createComposer } from '../../pipeline/messages/composer.ts';
import { openStore } from '../../pipeline/store/open-store.ts';
import type { Store } from '../../pipeline/store/store.ts';
import { nullTransport } from './null-transport.ts';
import { planIssue } from './plan-issue.ts';
import { createReader, links } from './readers.ts';

/** The time and memory for planning and delivering to many readers, measured in a separate process. */
export interface Footprint {
  readonly readers: number;
  /** Microseconds per reader for planning, and for a bare insert of the same rows. */
  readonly planning: number;
  readonly inserting: number;
  /** Messages per second with a transport that accepts everything immediately. */
  readonly rate: number;
  /** The largest memory use of the process, in MB. */
  readonly peak: number;
}

const origin = { source: 'import', created_at: 0, updated_at: 0 };
const batchSize = 500;
const readers = Number(process.argv[2] ?? 0);
const folder = await mkdtemp(join(tmpdir(), 'courant-memory-'));
const store = await openStore({ folder });
try {
  await insertReaders(store);
  const planned = performance.now();
  const dispatch = await planIssue(store, 'memory');
  const planning = performance.now() - planned;
  const started = performance.now();
  await deliver({
    store,
    dispatch,
    transport: nullTransport,
    composerFor: (edition) => createComposer(edition, { links }),
  });
  const delivering = performance.now() - started;
  const peak = process.resourceUsage().maxRSS / 1024;
  await store.close();
  const footprint: Footprint = {
    readers,
    planning: (planning * 1000) / readers,
    inserting: (insertBarely(join(folder, 'courant.sqlite')) * 1000) / readers,
    rate: (readers / delivering) * 1000,
    peak,
  };
  process.send?.(footprint);
} finally {
  await rm(folder, { recursive: true });
}
process.disconnect?.();

async function insertReaders(to: Store): Promise<void> {
  await to.transaction(async (db) => {
    for (let start = 0; start < readers; start += batchSize) {
      const rows = Array.from({ length: Math.min(batchSize, readers - start) }, (_, index) => {
        const { address, name = null, subscriber } = createReader(start + index);
        const state = 'active' as const;
        return { id: subscriber, address, normalised: address, name, locale: 'nl', state, ...origin };
      });
      await db.insertInto('subscribers').values(rows).execute();
    }
  });
}

/**
 * Copies the rows of the ledger into a second table with the same columns, as fast as SQLite can. Returns the
 * time in ms.
 */
function insertBarely(file: string): number {
  const database = new DatabaseSync(file);
  const makes = database.prepare(
    `select sql from sqlite_master where tbl_name = 'deliveries' and sql is not null`,
  );
  for (const { sql } of makes.all()) database.exec(String(sql).replaceAll('deliveries', 'bare'));
  const columns = database.prepare('select * from bare').columns().length;
  const row = `(${'?,'.repeat(columns).slice(0, -1)})`;
  const insert = database.prepare(`insert into bare values ${Array(batchSize).fill(row).join()}`);
  const page = database.prepare('select * from deliveries where id > ? order by id limit ?');
  page.setReturnArrays(true);
  let taken = 0;
  let last = 0;
  for (let start = 0; start < readers; start += batchSize) {
    const rows = page.all(last, batchSize) as unknown as (string | number | null)[][];
    last = Number(rows.at(-1)?.[0]);
    const values = rows.flat();
    const begun = performance.now();
    if (start === 0) database.exec('begin');
    insert.run(...values);
    taken += performance.now() - begun;
  }
  const begun = performance.now();
  database.exec('commit');
  taken += performance.now() - begun;
  database.close();
  return taken;
}
