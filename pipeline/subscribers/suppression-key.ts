import { createHmac } from 'node:crypto';
import { fail } from '../foundation/problems/problem.ts';
import type { Database, Store } from '../store/store.ts';

/**
 * Checks the key against the store, which keeps a hash of a fixed text made with the key. This detects a
 * wrong key before it does harm. Fails with `suppression-key`, which names the `place` of the key.
 */
export async function checkFingerprint(store: Store, key: string, place: string): Promise<void> {
  const fingerprint = fingerprintOf(key);
  const row = await store.read((db) => readFingerprint(db));
  if (row === fingerprint) return;
  if (row !== undefined) fail('suppression-key', { place });
  const first = await store.transaction(async (db) => {
    await db
      .insertInto('meta')
      .values({ key: 'suppression-key', value: fingerprint })
      .onConflict((conflict) => conflict.column('key').doNothing())
      .execute();
    return readFingerprint(db);
  });
  if (first !== fingerprint) fail('suppression-key', { place });
}

export function fingerprintOf(key: string): string {
  return createHmac('sha256', key).update('courant suppression list').digest('hex').slice(0, 16);
}

async function readFingerprint(db: Database): Promise<string | undefined> {
  const row = await db
    .selectFrom('meta')
    .select('value')
    .where('key', '=', 'suppression-key')
    .executeTakeFirst();
  return row?.value;
}
