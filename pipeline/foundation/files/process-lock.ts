import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';

/** A lock that the kernel drops when its process ends, however it ends. */
export interface ProcessLock {
  /** Of its file: unique, whatever machine and container the process runs on. */
  readonly name: string;
  release(): void;
}

const ownLocks = new Set<string>();

/**
 * Takes a lock of its own in the folder. Node has no file locks, and SQLite's are what is wanted: advisory locks of
 * the kernel (fcntl), which hold across containers that share the folder, where process numbers do not.
 */
export function holdLock(folder: string): ProcessLock {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const name = randomBytes(8).toString('hex');
  const file = join(folder, name);
  const database = new DatabaseSync(file);
  database.exec('pragma journal_mode = memory; begin exclusive');
  ownLocks.add(name);
  return {
    name,
    release() {
      database.close();
      ownLocks.delete(name);
      rmSync(file, { force: true });
    },
  };
}

/** Whether this process holds it. */
export function isOwnLock(name: string): boolean {
  return ownLocks.has(name);
}

/** Whether a process holds the lock; undefined when the folder has none of that name, as on another machine. */
export function isLockHeld(folder: string, name: string): boolean | undefined {
  const file = join(folder, name);
  if (!existsSync(file)) return undefined;
  const address = pathToFileURL(file);
  address.searchParams.set('mode', 'rw');
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(address, { timeout: 0 });
    database.exec('begin exclusive');
    return false;
  } catch (error) {
    const { errcode } = error as { errcode?: number };
    if (errcode === busy) return true;
    if (errcode === cannotOpen) return undefined; // its process ended cleanly since
    throw error;
  } finally {
    database?.close();
  }
}

/** Takes away the file of a lock that nobody holds. */
export function forgetLock(folder: string, name: string): void {
  rmSync(join(folder, name), { force: true });
}

/** Result codes of sqlite.org/rescode.html. */
const busy = 5;
const cannotOpen = 14;
