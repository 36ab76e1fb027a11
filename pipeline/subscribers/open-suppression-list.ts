import { createHmac } from 'node:crypto';
import { readLocalSecret } from '../foundation/files/local-secret.ts';
import { fail, type Problem } from '../foundation/problems/problem.ts';
import type { FoundPlace } from '../state/find-place.ts';
import { createJournal } from '../state/journal.ts';
import type { Database, Store } from '../store/store.ts';
import { createJournalSubjects } from './journal-subjects.ts';
import { checkFingerprint } from './suppression-key.ts';
import {
  everything,
  type Suppression,
  type SuppressionList,
  type SuppressionReason,
} from './suppression-list.ts';

export interface SuppressionListOptions {
  /**
   * The value of COURANT_SUPPRESSION_KEY. Without it, a key is created in `.courant`, but only for SQLite.
   */
  readonly key?: string | undefined;
  /** The place of the journal. Without one, its lines stay in the database. */
  readonly found?: FoundPlace | undefined;
  /** The publication's folder. */
  readonly publication?: string;
  /** Called when the journal could not be written. */
  readonly onUnwritten?: (problem: Problem) => void;
}

/**
 * Opens the suppression list. Fails with `suppression-key` when the list was made with another key, and with
 * `suppression-key-missing` when several machines need the same key and none is given.
 */
export async function openSuppressionList(
  store: Store,
  { key: given, found, publication = '', onUnwritten = () => {} }: SuppressionListOptions = {},
): Promise<SuppressionList> {
  if (!given && store.kind === 'postgres') fail('suppression-key-missing', {});
  const key = given || (await readLocalSecret(store.folder, 'suppression-key'));
  await checkFingerprint(store, key, given ? 'COURANT_SUPPRESSION_KEY' : '.courant/suppression-key');
  const hash = (normalised: string) => createHmac('sha256', key).update(normalised).digest('hex');
  const journal = createJournal({
    store,
    place: found?.place,
    isInside: found?.kind === 'inside',
    publication,
    subjects: createJournalSubjects(hash),
    onUnwritten,
  });
  return {
    journal,
    async find(db, normalised) {
      if (normalised.length === 0 || (await isEmpty(db))) return new Map();
      const byHash = new Map(normalised.map((each) => [hash(each), each]));
      const rows = await db
        .selectFrom('suppressions')
        .selectAll()
        .where('hash', 'in', [...byHash.keys()])
        .execute();
      const entries = Map.groupBy(rows, (row) => byHash.get(row.hash) ?? '');
      return new Map([...entries].map(([address, own]) => [address, own.map(describe)]));
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
    record: (db, withdrawals) =>
      journal.append(
        db,
        withdrawals.map(({ normalised, kind, scope = everything, at }) => ({
          hash: hash(normalised),
          kind,
          scope,
          at,
        })),
      ),
  };
}

/** Whether the list is empty, as most lists are. If so, a million addresses need not be hashed. */
async function isEmpty(db: Database): Promise<boolean> {
  const any = await db.selectFrom('suppressions').select('hash').limit(1).execute();
  return any.length === 0;
}

const describe = (row: { reason: string; scope: string; created_at: number }): Suppression => ({
  reason: row.reason as SuppressionReason,
  scope: row.scope,
  createdAt: row.created_at,
});
