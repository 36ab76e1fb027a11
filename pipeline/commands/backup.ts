import { relative, resolve } from 'node:path';
import { requirePublication, withStore } from '../dispatches/with-store.ts';
import { fail } from '../foundation/problems/problem.ts';
import { type CommandContext, type ExitCode, stateFolder } from '../foundation/program/context.ts';
import { confirm } from './confirm.ts';

interface BackupOptions {
  readonly json?: boolean;
}

/** Copies the SQLite database into a new file while other processes use it. */
export async function backup(
  context: CommandContext,
  file: string,
  { json }: BackupOptions,
): Promise<ExitCode> {
  const { backUp, databaseFile } = await import('../store/back-up.ts');
  const target = resolve(context.workingDirectory, file);
  requireSqlite(context, 'back up');
  // Opening the store migrates it, and fails in a folder that is not a publication.
  const bytes = await withStore(context, () => backUp(databaseFile(stateFolder(context)), target));
  if (json) context.terminal.print(JSON.stringify({ file: target, bytes }, null, 2));
  else context.terminal.print(`The database is in ${file} (${size(bytes)}). It has personal data.`);
  return 0;
}

/** Replaces the SQLite database with a backup, and applies the withdrawals that the backup lacks. */
export async function restore(
  context: CommandContext,
  file: string,
  { yes, json }: BackupOptions & { readonly yes?: boolean },
): Promise<ExitCode> {
  const { restoreBackup } = await import('../store/restore-backup.ts');
  const { checkLedger, ledgerEnds } = await import('../dispatches/check-ledger.ts');
  const { withLedgerState } = await import('../dispatches/open-ledger-state.ts');
  const { exitCodeOf } = await import('../dispatches/open-ends.ts');
  const { terminal, reporter } = context;
  requirePublication(context);
  requireSqlite(context, 'restore');
  await confirm(context, `Replace the database of this publication with ${file}?`, yes);
  const folder = stateFolder(context);
  const backup = resolve(context.workingDirectory, file);
  const aside = await restoreBackup(backup, { folder, now: context.clock() });
  const kept = aside && relative(context.root, aside);
  // Before anything else, because the restored ledger may lack its key or its place.
  if (!json) {
    terminal.print(`${file} is now the database of this publication.`);
    if (kept !== undefined)
      terminal.print(`The former database is in ${kept}. Delete it when you no longer need it.`);
  }
  const problems = await withStore(context, async (store) => {
    await withLedgerState(context, store, { reachesPeople: false, mustCatchUp: false }, async () => {});
    return checkLedger(context, store);
  });
  if (json) terminal.print(JSON.stringify({ restored: backup, kept: kept ?? null }, null, 2));
  reporter.problems(problems);
  return exitCodeOf(ledgerEnds(problems));
}

function requireSqlite({ environment }: CommandContext, verb: string): void {
  if (environment['DATABASE_URL']) fail('backup-postgres', { verb });
}

const size = (bytes: number) =>
  bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} kB` : `${Math.round(bytes / 1e6)} MB`;
