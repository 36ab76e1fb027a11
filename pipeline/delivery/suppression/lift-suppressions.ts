import type { Database, Store } from '../../store/store.ts';
import { hasLeft } from '../../subscribers/last-decision.ts';
import { everything, type SuppressionList, type Withdrawal } from '../../subscribers/suppression-list.ts';
import { whySuppressed } from '../../subscribers/why-suppressed.ts';
import { withLedgerNames } from '../ledger/issue-names.ts';

/** An automatic suppression with its evidence. */
interface AutomaticSuppression {
  readonly address: string;
  /** The name of the issue in the ledger. */
  readonly issue: string;
  readonly reply: string;
  /**
   * The group in which `refused` of `attempted` addresses were unknown: the address's domain, or the whole
   * dispatch.
   */
  readonly basis: 'domain' | 'dispatch';
  readonly refused: number;
  readonly attempted: number;
  /** address: the address does not exist; soft: it took nothing in several dispatches in a row. */
  readonly cause: 'address' | 'soft';
  /** In how many dispatches in a row it failed. */
  readonly dispatches: number;
  readonly suppressedAt: Date;
  /** The number of dispatches in which a refusal of this address led to a suppression. */
  readonly refusals: number;
}

/** Selects suppressions by issue, by address, or by both. */
interface SuppressionFilter {
  readonly issue?: readonly string[] | undefined;
  readonly normalised?: string | undefined;
}

/** The automatic suppressions in force, newest first. */
export async function readAutomaticSuppressions(
  store: Store,
  filter: SuppressionFilter = {},
): Promise<AutomaticSuppression[]> {
  const rows = await store.read((db) => selectSuppressions(db, filter));
  return rows.map((row) => ({
    address: row.address,
    issue: row.issue,
    reply: row.reply,
    basis: row.basis,
    refused: row.refused,
    attempted: row.attempted,
    cause: row.cause,
    dispatches: row.dispatches,
    suppressedAt: new Date(row.suppressedAt),
    refusals: Number(row.refusals),
  }));
}

/**
 * Lifts automatic suppressions, so that these subscribers get mail again, starting with the next dispatch or
 * retry. When selected by address, it also lifts one without evidence, which can happen after restoring a
 * backup or importing a list. It does not lift anybody whom an operator suppressed, who complained, or who
 * left: a person who left while they were suppressed stays out. Returns how many suppressions it lifted.
 */
export function liftSuppressions(
  store: Store,
  filter: SuppressionFilter,
  { suppressions, now }: { suppressions: SuppressionList; now: number },
): Promise<number> {
  return store.transaction(async (db) => {
    const people = await selectSuppressed(db, filter);
    const found = await suppressions.find(
      db,
      people.map(({ normalised }) => normalised),
    );
    const lines: Withdrawal[] = [];
    for (const { subscriber, normalised } of people) {
      const person = { id: subscriber, state: 'suppressed' };
      if ((await whySuppressed(db, person, found.get(normalised))) !== 'bounced') continue;
      const evidence = await db
        .updateTable('automatic_suppressions')
        .set({ lifted_at: now })
        .where('subscriber', '=', subscriber)
        .where('lifted_at', 'is', null)
        .returning('dispatch')
        .execute();
      // Without evidence of a failure, the last withdrawal is the suppression itself, from an imported list.
      const isOut = evidence.length > 0 && (await hasLeft(db, subscriber));
      await db
        .updateTable('subscribers')
        .set({ state: isOut ? 'unsubscribed' : 'active', updated_at: now })
        .where('id', '=', subscriber)
        .execute();
      await suppressions.lift(db, normalised, everything);
      lines.push({ normalised, kind: 'returned', at: now });
      if (isOut) lines.push({ normalised, kind: 'left', at: now });
    }
    await suppressions.record(db, lines);
    return lines.filter(({ kind }) => kind === 'returned').length;
  });
}

/** The people to lift, each once. */
async function selectSuppressed(db: Database, filter: SuppressionFilter) {
  const { issue, normalised } = filter;
  const rows = await selectSuppressions(db, filter);
  const withEvidence = new Map(rows.map((row) => [row.subscriber, row]));
  if (withEvidence.size > 0 || issue !== undefined || normalised === undefined)
    return [...withEvidence.values()];
  return db
    .selectFrom('subscribers')
    .select(['id as subscriber', 'normalised'])
    .where('normalised', '=', normalised)
    .where('state', '=', 'suppressed')
    .execute();
}

async function selectSuppressions(db: Database, filter: SuppressionFilter) {
  const { normalised } = filter;
  const issue = filter.issue && (await withLedgerNames(db, filter.issue));
  let query = db
    .selectFrom('automatic_suppressions as own')
    .innerJoin('subscribers', 'subscribers.id', 'own.subscriber')
    .innerJoin('dispatches', 'dispatches.id', 'own.dispatch')
    .select(['own.dispatch', 'own.subscriber', 'own.reply', 'own.basis', 'own.refused', 'own.attempted'])
    .select(['own.cause', 'own.dispatches'])
    .select(['own.suppressed_at as suppressedAt', 'subscribers.address', 'subscribers.normalised'])
    .select('dispatches.issue')
    .select(({ selectFrom }) =>
      selectFrom('automatic_suppressions as all')
        .whereRef('all.subscriber', '=', 'own.subscriber')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .as('refusals'),
    )
    .where('own.lifted_at', 'is', null)
    .where('subscribers.state', '=', 'suppressed')
    .orderBy('own.suppressed_at', 'desc')
    .orderBy('subscribers.normalised');
  if (issue !== undefined) query = query.where('dispatches.issue', 'in', issue);
  if (normalised !== undefined) query = query.where('subscribers.normalised', '=', normalised);
  return query.execute();
}
