import { chmodSync, closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import { fail } from '../foundation/problems/problem.ts';
import { convertStoreError } from './convert-error.ts';

/** The number of pages to copy before other processes get their turn. */
const pagesAtOnce = 1000;

/** How long to wait for a lock, in milliseconds. */
const timeout = 15_000;

/**
 * Copies the embedded database into a new file, while other processes may read and write it. The copy shows
 * the whole database at one moment (sqlite.org/backup.html). It gets its final name only when it is complete
 * and has passed SQLite's integrity check. Returns its size in bytes. Fails with `backup-exists`,
 * `backup-failed`, or a problem of the store.
 */
export async function backUp(database: string, target: string): Promise<number> {
  if (existsSync(target)) fail('backup-exists', { file: target });
  if (!existsSync(dirname(target)))
    fail('backup-failed', { file: target, reason: 'its folder does not exist' });
  const draft = `${target}.part`;
  try {
    rmSync(draft, { force: true });
    // Only its owner may read the copy, because it contains personal data.
    closeSync(openSync(draft, 'wx', 0o600));
    const source = new DatabaseSync(database, { readOnly: true, timeout });
    try {
      await backup(source, draft, { rate: pagesAtOnce });
    } finally {
      source.close();
    }
    settle(draft);
    syncToDisk(draft);
    const problem = findDamage(draft);
    if (problem !== undefined) fail('backup-failed', { file: target, reason: problem });
    renameSync(draft, target);
    return statSync(target).size;
  } catch (error) {
    removeDatabase(draft);
    const { code, message } = error as NodeJS.ErrnoException;
    if (code !== undefined && /^E[A-Z]+$/.test(code))
      fail('backup-failed', { file: target, reason: message });
    throw convertStoreError(error, target);
  }
}

/** Turns off the write-ahead log, so that the copy is a single file that can be moved. */
function settle(file: string): void {
  const copy = new DatabaseSync(file, { timeout });
  try {
    copy.exec('pragma journal_mode = delete');
  } finally {
    copy.close();
  }
  chmodSync(file, 0o600);
}

/** Returns when the content of a file is on the disk. Otherwise a power cut could leave its name with an empty file. */
export function syncToDisk(file: string): void {
  const handle = openSync(file, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** The damage in a database that no process uses; undefined if it is sound. */
export function findDamage(file: string): string | undefined {
  try {
    const database = new DatabaseSync(file, { readOnly: true, timeout });
    try {
      const rows = database.prepare('pragma integrity_check').all();
      const [first] = Object.values(rows[0] ?? {});
      return first === 'ok' ? undefined : String(first);
    } finally {
      database.close();
    }
  } catch (error) {
    return (error as Error).message;
  }
}

/** Deletes a database, and the files that SQLite keeps next to it. */
export function removeDatabase(file: string): void {
  for (const suffix of ['', '-journal', '-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true });
}

/** The file of the embedded database in the state folder. */
export const databaseFile = (folder: string) => join(folder, 'courant.sqlite');

/** The path at which the replaced database is kept. */
export function asideFile(database: string, now: Date): string {
  const time = now.toISOString().replace(/[:.]/g, '');
  return join(dirname(database), `${basename(database, '.sqlite')}.before-restore-${time}.sqlite`);
}
