import { constants, copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { makeStateFolder } from '../foundation/files/state-folder.ts';
import { fail } from '../foundation/problems/problem.ts';
import { asideFile, databaseFile, findDamage, removeDatabase } from './back-up.ts';
import { convertStoreError } from './convert-error.ts';
import { openStore } from './open-store.ts';

export interface RestoreOptions {
  /** The state folder of the publication. */
  readonly folder: string;
  readonly now: Date;
}

/**
 * Puts a backup in the place of the embedded database. The present one is kept beside it: returns its file, or
 * undefined when there was none. Fails, and changes nothing, when a process has the present database open
 * (`restore-in-use`), or when the backup is missing, damaged or of a newer version (`restore-refused`, `store-newer`).
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
  // The name always leads to one of the two databases, even if this process ends here.
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

/** A database that SQLite cannot open keeps its log: somebody may still rescue something from it. */
const files = ['', '-wal'] as const;

/**
 * Writes the log of the present database into it. SQLite can leave the log behind only when no other connection is
 * open, so this also finds the processes that use it (sqlite.org/wal.html, section 2.2).
 */
function closeLog(database: string): void {
  let open: DatabaseSync | undefined;
  try {
    open = new DatabaseSync(database, { timeout: 0 });
    open.exec('pragma journal_mode = delete');
  } catch (error) {
    const { errcode = 0 } = error as { errcode?: number };
    if ([5, 6].includes(errcode & 0xff)) fail('restore-in-use', {});
    // A damaged database is a reason to restore.
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
