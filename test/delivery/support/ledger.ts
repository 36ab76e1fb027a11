import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Store } from '../../../pipeline/store/store.ts';
import { createDatabase } from '../../store/support/databases.ts';

/** Creates a folder that is deleted after the test. */
export async function createFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'courant-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

export async function createStore(kind: Store['kind'] = 'sqlite'): Promise<Store> {
  return (await createDatabase(kind)).open();
}

/** Reads the deliveries of a dispatch, in the order of their ids. */
export function readRows(store: Store, dispatch: number) {
  return store.read((db) =>
    db.selectFrom('deliveries').selectAll().where('dispatch', '=', dispatch).orderBy('id').execute(),
  );
}

/** Reads the state of each delivery, by address: `{ 'reader1@example.org': 'accepted' }`. */
export async function readStates(store: Store, dispatch: number): Promise<Record<string, string>> {
  const rows = await readRows(store, dispatch);
  return Object.fromEntries(rows.map(({ address, state }) => [address, state]));
}
