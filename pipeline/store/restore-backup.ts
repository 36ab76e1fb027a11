import { constants, copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { makeStateFolder } from '../foundation/files/state-folder.ts';
import { fail } from '../foundation/problems/problem.ts';
import { asideFile, databaseFile, findDamage, removeDatabase } from './back-up.ts';
import { convertStoreError } from './convert-error.ts';
import { openStore } from './open-store.ts';

interface RestoreOptions {
  /** The state folder of the publication. */
  readonly folder: string;
  readonly now: Date;
}

/**
 * Replaces the embedded database with a backup. The current database is kept next to it, and its file is
 * returned, or undefined if there was none. Fails without changing anything if a process has the current
 * database open (`restore-in-use`), or if the backup is missing, damaged or from a newer version
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
  if (aside !== undefined) {
    closeLog(database);
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

/**
 * Moves the content of the write-ahead log into the current database. SQLite leaves the log behind if any
 * other connection is open, so this also detects processes that use the database (sqlite.org/wal.html,
 * section 2.2).
 */
function closeLog(database: string): void {
  let open: DatabaseSync | undefined;
  try {
    open = new DatabaseSync(database, { timeout: 0 });
    open.exec('pragma journal_mode = delete');
  } catch (error) {
    const { errcode = 0 } = error as { errcode?: number };
    if ([5, 6].includes(errcode & 0xff)) fail('restore-in-use', {});
    // A damaged current database is a reason to restore, not to stop.
    if (![11, 26].includes(errcode & 0xff)) throw convertStoreError(error, database);
  } finally {
    open?.close();
  }
}

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
