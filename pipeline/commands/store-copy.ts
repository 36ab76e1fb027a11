import { existsSync } from 'node:fs';
import { withLedgerState } from '../dispatches/open-ledger-state.ts';
import { withStore } from '../dispatches/with-store.ts';
import { plural } from '../foundation/problems/plural.ts';
import { fail } from '../foundation/problems/problem.ts';
import { type CommandContext, type ExitCode, stateFolder } from '../foundation/program/context.ts';
import { databaseFile } from '../store/back-up.ts';
import { copyStore } from '../store/copy-store.ts';

/** Copies the SQLite ledger into the PostgreSQL database of DATABASE_URL. */
export async function storeCopy(
  context: CommandContext,
  { json }: { readonly json?: boolean },
): Promise<ExitCode> {
  const { environment, reporter, terminal } = context;
  const databaseUrl = environment['DATABASE_URL'];
  const folder = stateFolder(context);
  if (!databaseUrl) fail('copy-target', { reason: 'DATABASE_URL is not set' });
  if (!environment['COURANT_SUPPRESSION_KEY']) fail('suppression-key-missing', {});
  if (!existsSync(databaseFile(folder)))
    fail('file-missing', {
      file: databaseFile(folder),
      hint: 'There is no SQLite ledger to copy: PostgreSQL begins with an empty one.',
    });
  await checkKey(context);
  const rows = await copyStore({
    folder,
    databaseUrl,
    onProgress: (table, count) => reporter.progress(`${table}: ${plural(count, 'row')}`),
  });
  reporter.progress('');
  const total = [...rows.values()].reduce((sum, count) => sum + count, 0);
  if (json) terminal.print(JSON.stringify({ rows: Object.fromEntries(rows), total }, null, 2));
  else terminal.print(`PostgreSQL is the ledger now. ${plural(total, 'row')} copied and compared.`);
  return 0;
}

/** Fails before anything is copied if the suppression list was made with another key. */
async function checkKey(context: CommandContext): Promise<void> {
  const { DATABASE_URL: _, ...environment } = context.environment;
  const here = { ...context, environment };
  await withStore(here, (store) =>
    withLedgerState(here, store, { reachesPeople: false, mustCatchUp: false }, async () => {}),
  );
}
