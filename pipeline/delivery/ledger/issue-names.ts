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
 * The name under which the ledger knows an issue, so that a renamed issue is not sent twice. It is the slug
 * if nothing has been planned for the issue yet. The ledger remembers every name, so it recognises an issue that
 * was renamed twice even if the source lists only the last former name. Fails with `issue-names` when the
 * names belong to two issues.
 */
export async function ledgerNameOf(db: Database, named: NamedIssue): Promise<string> {
  const { issue } = named;
  const names = await findOwnNames(db, named);
  if (names.length > 1) fail('issue-names', { issue, names });
  return names[0] ?? issue;
}

/** The problem `issue-names` for each issue whose names belong to two issues in the ledger, by slug. */
export function findNameClashes(
  store: Store,
  issues: readonly NamedIssue[],
): Promise<ReadonlyMap<string, Problem>> {
  return store.read(async (db) => {
    const clashes = new Map<string, Problem>();
    // A single name cannot belong to two issues.
    for (const named of issues.filter(({ aliases = [] }) => aliases.length > 0)) {
      const { issue } = named;
      const names = await findOwnNames(db, named);
      if (names.length > 1) clashes.set(issue, createProblem('issue-names', { issue, names }));
    }
    return clashes;
  });
}

/** The name under which the ledger knows the issue; several when its names belong to different issues. */
async function findOwnNames(db: Database, { issue, aliases = [] }: NamedIssue): Promise<string[]> {
  const known = await findLedgerNames(db, [issue, ...aliases]);
  if (known.length <= 1) return known;
  // A name that was sent takes precedence over one that was only held or skipped.
  const sent = await findSent(db, known);
  return sent.length > 1 ? known : [sent[0] ?? known[0] ?? issue];
}

/** Adds to these names the ones under which the ledger knows the issue. */
export async function withLedgerNames(db: Database, names: readonly string[]): Promise<string[]> {
  return [...new Set([...names, ...(await findLedgerNames(db, names))])];
}

/** The ledger names of the issues that have any of these names. */
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
 * Stores the names of an issue with its ledger name, and returns the latter. Call it inside a transaction.
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

/** Like `rememberNames`, for the issues that the ledger knows under another name. Writes only new names. */
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
