import { createProblem, fail, type Problem } from '../../foundation/problems/problem.ts';
import type { Database, Store, Writer } from '../../store/store.ts';

/** An issue with its present and former names. */
export interface NamedIssue {
  /** The slug. */
  readonly issue: string;
  /** Its former slugs. */
  readonly aliases?: readonly string[] | undefined;
}

/**
 * The name under which the ledger has an issue, so that a renamed one is not sent twice: its slug when nothing was
 * planned of it yet. The ledger remembers each name that it has met, so that an issue renamed twice is found even if
 * only its last former name is written down. Fails with `issue-names` when the names belong to two issues.
 */
export async function ledgerNameOf(db: Database, named: NamedIssue): Promise<string> {
  const { issue } = named;
  const names = await findOwnNames(db, named);
  if (names.length > 1) fail('issue-names', { issue, names });
  return names[0] ?? issue;
}

/** By slug: the problem `issue-names` of those of these issues whose names belong to two. */
export function findNameClashes(
  store: Store,
  issues: readonly NamedIssue[],
): Promise<ReadonlyMap<string, Problem>> {
  return store.read(async (db) => {
    const clashes = new Map<string, Problem>();
    // An issue with one name belongs to itself.
    for (const named of issues.filter(({ aliases = [] }) => aliases.length > 0)) {
      const { issue } = named;
      const names = await findOwnNames(db, named);
      if (names.length > 1) clashes.set(issue, createProblem('issue-names', { issue, names }));
    }
    return clashes;
  });
}

/** The name under which the ledger has the issue; several when its names belong to different issues. */
async function findOwnNames(db: Database, { issue, aliases = [] }: NamedIssue): Promise<string[]> {
  const known = await findLedgerNames(db, [issue, ...aliases]);
  if (known.length <= 1) return known;
  // A name that somebody only held or skipped gives way to one that was sent.
  const sent = await findSent(db, known);
  return sent.length > 1 ? known : [sent[0] ?? known[0] ?? issue];
}

/** These names, and those under which the ledger has the issue. */
export async function withLedgerNames(db: Database, names: readonly string[]): Promise<string[]> {
  return [...new Set([...names, ...(await findLedgerNames(db, names))])];
}

/** The issues that the ledger has under any of these names. */
async function findLedgerNames(db: Database, names: readonly string[]): Promise<string[]> {
  const remembered = await db
    .selectFrom('issue_names')
    .select(['name', 'issue'])
    .where('name', 'in', names)
    .execute();
  const sent = await findSent(db, names);
  const mapped = new Map(remembered.map(({ name, issue }) => [name, issue]));
  return [...new Set([...mapped.values(), ...sent.map((issue) => mapped.get(issue) ?? issue)])].sort();
}

async function findSent(db: Database, names: readonly string[]): Promise<string[]> {
  const rows = await db
    .selectFrom('dispatches')
    .select('issue')
    .distinct()
    .where('issue', 'in', names)
    .orderBy('issue')
    .execute();
  return rows.map(({ issue }) => issue);
}

/**
 * The names of an issue lead to its ledger name from now on, which is returned. Call it inside a transaction.
 */
export async function rememberNames(db: Writer, { issue, aliases = [] }: NamedIssue): Promise<string> {
  const ledgerName = await ledgerNameOf(db, { issue, aliases });
  await db
    .insertInto('issue_names')
    .values([...new Set([issue, ...aliases])].map((name) => ({ name, issue: ledgerName })))
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute();
  return ledgerName;
}

/** As `rememberNames`, for those of these issues that the ledger has under another name. Writes only what is new. */
export async function rememberRenamed(store: Store, issues: readonly NamedIssue[]): Promise<void> {
  const renamed: NamedIssue[] = [];
  for (const each of issues) {
    if (!each.aliases?.length) continue;
    const isNew = await store.read(async (db) => {
      const row = await db
        .selectFrom('issue_names')
        .select('name')
        .where('name', '=', each.issue)
        .executeTakeFirst();
      return row === undefined && (await findLedgerNames(db, each.aliases ?? [])).length > 0;
    });
    if (isNew) renamed.push(each);
  }
  if (renamed.length === 0) return;
  await store.transaction(async (db) => {
    for (const each of renamed) await rememberNames(db, each);
  });
}
