import { createHmac } from 'node:crypto';
import { readLocalSecret } from '../foundation/files/local-secret.ts';
import { fail } from '../foundation/problems/problem.ts';
import type { Database, Store, Writer } from '../store/store.ts';

/** Why an address gets nothing. Whoever was erased or left, or whose mailbox failed, may come back by themselves. */
export type SuppressionReason = 'bounced' | 'complained' | 'erased' | 'left' | 'operator';

/** What concerns all lists. */
export const everything = '*';

export interface Suppression {
  readonly reason: SuppressionReason;
  /** A list's id, or `*`. */
  readonly scope: string;
  /** In milliseconds since 1970. */
  readonly createdAt: number;
}

/** Addresses that get nothing, known by a keyed hash alone: they outlive the people's data. */
export interface SuppressionList {
  /** What stands there of these normalised addresses. */
  find(db: Database, normalised: readonly string[]): Promise<Map<string, readonly Suppression[]>>;
  /** Puts addresses on it; the first reason stands. */
  add(
    db: Writer,
    normalised: readonly string[],
    reason: SuppressionReason,
    now: number,
    scope?: string,
  ): Promise<void>;
  /** Takes an address off it; one scope, or all. */
  lift(db: Writer, normalised: string, scope?: string): Promise<void>;
}

/**
 * Opens the suppression list. Its key is a secret of its own, since it can never be changed: `given`
 * (COURANT_SUPPRESSION_KEY), or one that is made for this `.courant`. Fails with `suppression-key` when the list
 * was made with another one.
 */
export async function openSuppressionList(store: Store, given?: string): Promise<SuppressionList> {
  const key = given || (await readLocalSecret(store.folder, 'suppression-key'));
  await checkKey(store, key, given ? 'COURANT_SUPPRESSION_KEY' : '.courant/suppression-key');
  const hash = (normalised: string) => createHmac('sha256', key).update(normalised).digest('hex');
  return {
    async find(db, normalised) {
      if (normalised.length === 0 || (await isEmpty(db))) return new Map();
      const byHash = new Map(normalised.map((each) => [hash(each), each]));
      const rows = await db
        .selectFrom('suppressions')
        .selectAll()
        .where('hash', 'in', [...byHash.keys()])
        .execute();
      const found = Map.groupBy(rows, (row) => byHash.get(row.hash) ?? '');
      return new Map([...found].map(([address, own]) => [address, own.map(describe)]));
    },
    async add(db, normalised, reason, now, scope = everything) {
      if (normalised.length === 0) return;
      await db
        .insertInto('suppressions')
        .values(normalised.map((each) => ({ hash: hash(each), scope, reason, created_at: now })))
        .onConflict((conflict) => conflict.columns(['hash', 'scope']).doNothing())
        .execute();
    },
    async lift(db, normalised, scope) {
      const query = db.deleteFrom('suppressions').where('hash', '=', hash(normalised));
      await (scope === undefined ? query : query.where('scope', '=', scope)).execute();
    },
  };
}

/** What concerns all lists, of what stands there of an address. */
export function suppressedFromAll(found: readonly Suppression[] | undefined): Suppression | undefined {
  return found?.find(({ scope }) => scope === everything);
}

/** These lists, without those that the address is suppressed from. */
export function withoutSuppressed(lists: readonly string[], found: readonly Suppression[] = []): string[] {
  return lists.filter((list) => !found.some(({ scope }) => scope === list));
}

/** Most lists are, and then a million addresses need no hash. */
async function isEmpty(db: Database): Promise<boolean> {
  const any = await db.selectFrom('suppressions').select('hash').limit(1).execute();
  return any.length === 0;
}

const describe = (row: { reason: string; scope: string; created_at: number }): Suppression => ({
  reason: row.reason as SuppressionReason,
  scope: row.scope,
  createdAt: row.created_at,
});

/** The store keeps what the key makes of a fixed text: another key is noticed before it does harm. */
async function checkKey(store: Store, key: string, place: string): Promise<void> {
  const fingerprint = createHmac('sha256', key).update('courant suppression list').digest('hex').slice(0, 16);
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

async function readFingerprint(db: Database): Promise<string | undefined> {
  const row = await db
    .selectFrom('meta')
    .select('value')
    .where('key', '=', 'suppression-key')
    .executeTakeFirst();
  return row?.value;
}
