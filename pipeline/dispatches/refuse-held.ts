import { withLedgerNames } from '../delivery/ledger/issue-names.ts';
import { fail } from '../foundation/problems/problem.ts';
import type { ProgramContext } from '../foundation/program/context.ts';
import type { Store } from '../store/store.ts';
import { readNames } from './names-of-issue.ts';

/**
 * Fails with `issue-held` when an issue's mail is held back, by `courant hold` or by its file. A delivery in
 * progress checks for `courant hold` again at each commit.
 */
export async function refuseHeld(context: ProgramContext, store: Store, slug: string): Promise<void> {
  const { names, isHeld } = await readNames(context, slug);
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
