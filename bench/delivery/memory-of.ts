import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { deliver } from '../../pipeline/delivery/deliver.ts';
import { createComposer } from '../../pipeline/messages/composer.ts';
import { openStore } from '../../pipeline/store/open-store.ts';
import { nullTransport } from './null-transport.ts';
import { planIssue } from './plan-issue.ts';
import { links } from './readers.ts';

/**
 * The time and memory for planning and delivering to the readers of a store, measured in a process that does nothing
 * else.
 */
export interface Footprint {
  /** Microseconds per reader for planning, and for a bare insert of the same rows. */
  readonly planning: number;
  readonly inserting: number;
  /** Messages per second with a transport that accepts everything immediately. */
  readonly rate: number;
  /** The memory of the process with the store open and nothing planned, in MB. */
  readonly idle: number;
  /** The largest memory use of the process, in MB. */
  readonly peak: number;
}

const batchSize = 500;
const [folder = '', count] = process.argv.slice(2);
const readers = Number(count);
const store = await openStore({ folder });
const idle = readMemory();
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
const peak = readPeak();
await store.close();
const footprint: Footprint = {
  planning: (planning * 1000) / readers,
  inserting: (insertBarely(join(folder, 'courant.sqlite')) * 1000) / readers,
  rate: (readers / delivering) * 1000,
  idle,
  peak,
};
process.send?.(footprint);
process.disconnect?.();

/** The memory of this process in MB. */
function readMemory(): number {
  return process.memoryUsage.rss() / 1024 / 1024;
}

/**
 * The largest memory of this process so far, in MB. This needs Linux; elsewhere it is 0. Node's `maxRSS` also counts
 * the memory of the parent process at the fork, and a timer would not see planning, which never returns to it.
 */
function readPeak(): number {
  try {
    const status = readFileSync('/proc/self/status', 'utf8');
    return Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1]) / 1024;
  } catch {
    return 0;
  }
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
