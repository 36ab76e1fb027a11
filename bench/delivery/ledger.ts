import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { openStore } from '../../pipeline/store/open-store.ts';
import type { Store } from '../../pipeline/store/store.ts';
import { importSubscribers } from '../../pipeline/subscribers/import/import-subscribers.ts';
import { openSuppressionList } from '../../pipeline/subscribers/open-suppression-list.ts';
import { planIssue } from './plan-issue.ts';
import { createReader } from './readers.ts';

export interface Ledger {
  readonly folder: string;
  readonly databaseUrl: string | undefined;
  readonly store: Store;
  /** Plans another issue for all readers, and returns its dispatch. */
  plan(): Promise<number>;
  close(): Promise<void>;
}

/** Creates a store in a temporary folder, or in a new schema of a database, with `readers` subscribers. */
export async function createLedger(readers: number, server?: string): Promise<Ledger> {
  const folder = await mkdtemp(join(tmpdir(), 'courant-bench-'));
  const databaseUrl = server && (await createSchema(server));
  const store = await openStore({ folder, databaseUrl });
  const suppressions = await openSuppressionList(store, { key: 'a key for measuring' });
  await importSubscribers(store, {
    bytes: readersAsCsv(readers),
    file: 'readers.csv',
    source: 'import',
    suppressions,
  });
  let issues = 0;

  return {
    folder,
    databaseUrl,
    store,
    plan() {
      issues += 1;
      return planIssue(store, `issue-${issues}`);
    },
    async close() {
      await store.close();
      await rm(folder, { recursive: true });
    },
  };
}

async function createSchema(server: string): Promise<string> {
  const name = `bench_${randomBytes(6).toString('hex')}`;
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(`create schema ${name}`);
  await client.end();
  return `${server}?options=${encodeURIComponent(`-c search_path=${name}`)}`;
}

function readersAsCsv(count: number): Buffer {
  const rows = Array.from({ length: count }, (_, number) => {
    const { address, name } = createReader(number);
    return `${address},"${name}",nl`;
  });
  return Buffer.from(['address,name,locale', ...rows].join('\n'));
}
