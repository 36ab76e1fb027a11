import { withLedgerNames } from '../delivery/ledger/issue-names.ts';
import { fail } from '../foundation/problems/problem.ts';
import type { ProgramContext } from '../foundation/program/context.ts';
import type { Store } from '../store/store.ts';
import { type IssueNames, readNames } from './names-of-issue.ts';

/**
 * Fails with `issue-held` when an issue's mail is held back, by `courant hold` or by its file. A delivery in
 * progress checks for `courant hold` again at each commit. A caller that has read the issue gives its names.
 */
export async function refuseHeld(
  context: ProgramContext,
  store: Store,
  slug: string,
  known?: IssueNames,
): Promise<void> {
  const { names, isHeld } = known ?? (await readNames(context, slug));
  if (isHeld) fail('issue-held', { issue: slug, by: 'file' });
  const hold = await store.read(async (db) =>
    db
      .selectFrom('holds')
      .select('issue')
      .where('issue', 'in', await withLedgerNames(db, names))
      .executeTakeFirst(),
  );
  if (hold !== undefined) fail('issue-held', { issue: slug, by: 'name' });
}
