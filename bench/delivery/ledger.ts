import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../pipeline/store/open-store.ts';
import type { Store } from '../../pipeline/store/store.ts';
import { importSubscribers } from '../../pipeline/subscribers/import/import-subscribers.ts';
import { openSuppressionList } from '../../pipeline/subscribers/open-suppression-list.ts';
import { planIssue } from './plan-issue.ts';
import { createReader } from './readers.ts';

export interface Ledger {
  readonly folder: string;
  readonly store: Store;
  /** Plans another issue for all readers, and returns its dispatch. */
  plan(): Promise<number>;
  close(): Promise<void>;
}

/** Creates a store in a temporary folder with `readers` subscribers. */
export async function createLedger(readers: number): Promise<Ledger> {
  const folder = await mkdtemp(join(tmpdir(), 'courant-bench-'));
  const store = await openStore({ folder });
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

function readersAsCsv(count: number): Buffer {
  const rows = Array.from({ length: count }, (_, number) => {
    const { address, name } = createReader(number);
    return `${address},"${name}",nl`;
  });
  return Buffer.from(['address,name,locale', ...rows].join('\n'));
}
