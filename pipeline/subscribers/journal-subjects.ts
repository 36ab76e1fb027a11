import type { JournalSubjects } from '../state/journal.ts';
import type { JournalLine } from '../state/place.ts';
import type { Database } from '../store/store.ts';
import { applyWithdrawal } from './apply-withdrawal.ts';
import { effectiveLines } from './effective-lines.ts';
import { everything } from './suppression-list.ts';

/** Small enough that no other query has to wait noticeably. */
const pageSize = 1_000;

/** Reads the withdrawals in the database, and applies those in the journal to it. */
export function createJournalSubjects(hash: (normalised: string) => string): JournalSubjects {
  return {
    async list(db) {
      const suppressed = await db.selectFrom('suppressions').selectAll().execute();
      const lines = suppressed.map(
        (row): JournalLine => ({
          hash: row.hash,
          kind: row.reason as JournalLine['kind'],
          scope: row.scope,
          at: row.created_at,
        }),
      );
      const listed = new Set(lines.filter(({ scope }) => scope === everything).map((line) => line.hash));
      for await (const { normalised, state, source, updated_at } of eachSubscriber(db)) {
        if (state === 'active' || source === 'sample') continue;
        const own = hash(normalised);
        if (listed.has(own)) continue;
        const kind = state === 'unsubscribed' ? 'left' : 'bounced';
        lines.push({ hash: own, kind, scope: everything, at: updated_at });
      }
      return lines;
    },

    async apply(db, lines) {
      if (lines.length === 0) return 0;
      const words = effectiveLines(lines);
      const people = new Map<string, { id: string; normalised: string }>();
      for await (const { id, normalised } of eachSubscriber(db)) {
        const own = hash(normalised);
        if (words.has(own)) people.set(own, { id, normalised });
      }
      const addresses = new Map<string, string>();
      for (const { normalised } of await db.selectFrom('signups').select('normalised').distinct().execute())
        addresses.set(hash(normalised), normalised);
      let changed = 0;
      for (const [own, ownLines] of words) {
        const person = people.get(own);
        const normalised = person?.normalised ?? addresses.get(own);
        for (const line of ownLines)
          if (await applyWithdrawal(db, line, { subscriber: person?.id, normalised })) changed += 1;
      }
      return changed;
    },
  };
}

/** All subscribers, read page by page. The writes in this file do not change their order. */
async function* eachSubscriber(db: Database) {
  for (let after = ''; ; ) {
    const rows = await db
      .selectFrom('subscribers')
      .select(['id', 'normalised', 'state', 'source', 'updated_at'])
      .where('id', '>', after)
      .orderBy('id')
      .limit(pageSize)
      .execute();
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.id;
  }
}
