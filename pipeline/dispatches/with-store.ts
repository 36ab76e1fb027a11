import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fail } from '../foundation/problems/problem.ts';
import { type ProgramContext, stateFolder } from '../foundation/program/context.ts';
import type { Store } from '../store/store.ts';

const file = 'newsletter.yaml';

/**
 * Opens the store, and closes it when `use` has ended. Fails with `file-missing` in a folder that is not a
 * publication.
 */
export async function withStore<T>(context: ProgramContext, use: (store: Store) => Promise<T>): Promise<T> {
  requirePublication(context);
  const { openStore } = await import('../store/open-store.ts');
  const databaseUrl = context.environment['DATABASE_URL'];
  const store = await openStore({ folder: stateFolder(context), ...(databaseUrl && { databaseUrl }) });
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}

/**
 * Fails with `file-missing` in a folder that is not a publication: with a mistyped `--root`, an empty ledger
 * would be created there, in which nobody is suppressed.
 */
export function requirePublication({ root }: ProgramContext): void {
  if (!existsSync(join(root, file)))
    fail('file-missing', { file, hint: `${root} is not a publication. Name its folder with --root.` });
}
