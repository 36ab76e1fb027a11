import { chmodSync, constants, copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { makeStateFolder } from '../foundation/files/state-folder.ts';
import { fail } from '../foundation/problems/problem.ts';
import { asideFile, databaseFile, findDamage, removeDatabase, syncToDisk } from './back-up.ts';
import { openStore } from './open-store.ts';
import { useAlone } from './use-alone.ts';

interface RestoreOptions {
  /** The state folder of the publication. */
  readonly folder: string;
  readonly now: Date;
}

/**
 * Replaces the embedded database with a backup. The current database is kept next to it, and its file is
 * returned, or undefined if there was none. Fails without changing anything if a process has the current
 * database open (`store-in-use`), or if the backup is missing, damaged or from a newer version
 * (`restore-refused`, `store-newer`).
 */
export async function restoreBackup(
  backup: string,
  { folder, now }: RestoreOptions,
): Promise<string | undefined> {
  const damage = existsSync(backup) ? findDamage(backup) : 'there is no such file';
  if (damage !== undefined) fail('restore-refused', { file: backup, reason: damage });
  if (!isLedger(backup)) fail('restore-refused', { file: backup, reason: 'it is not a database of Courant' });
  makeStateFolder(folder);
  const database = databaseFile(folder);
  const aside = existsSync(database) ? asideFile(database, now) : undefined;
  const draft = `${database}.restoring`;
  removeDatabase(draft);
  copyFileSync(backup, draft, constants.COPYFILE_FICLONE);
  chmodSync(draft, 0o600);
  syncToDisk(draft);
  if (aside !== undefined) {
    // A damaged current database is a reason to restore, not to stop.
    useAlone(database)?.close();
    for (const suffix of files)
      if (existsSync(database + suffix)) copyFileSync(database + suffix, aside + suffix);
  }
  for (const suffix of ['-wal', '-shm']) rmSync(database + suffix, { force: true });
  // Even if this process ends here, the name always leads to one of the two databases.
  renameSync(draft, database);
  try {
    await (await openStore({ folder })).close();
  } catch (error) {
    removeDatabase(database);
    for (const suffix of files)
      if (aside !== undefined && existsSync(aside + suffix)) renameSync(aside + suffix, database + suffix);
    throw error;
  }
  return aside;
}

/**
 * A database that SQLite cannot open keeps its log, because somebody may still be able to rescue data from
 * it.
 */
const files = ['', '-wal'] as const;

/** Whether the database has the tables of a ledger. */
function isLedger(file: string): boolean {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    const names = `select count(*) as count from sqlite_master where name in ('meta', 'subscribers', 'deliveries')`;
    return database.prepare(names).get()?.['count'] === 3;
  } finally {
    database.close();
  }
}
