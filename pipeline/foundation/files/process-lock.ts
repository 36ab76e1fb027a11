import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';

/**
 * A lock that the kernel releases when its process ends for any reason. Other processes use it to see whether
 * this one is alive.
 */
interface ProcessLock {
  /** The name of its file, unique across machines and containers. */
  readonly name: string;
  /** Releases the lock. May be called more than once. */
  release(): void;
  /** Gives up the lock and leaves its file, so that other processes take this one for dead. */
  abandon(): void;
}

/** The locks of this process by name. Without this reference, the garbage collector would close an unused lock. */
const ownLocks = new Map<string, DatabaseSync>();

/**
 * Takes a new lock in the folder. The name of its file begins with the prefix. Node has no file locks, so
 * this uses those of SQLite: advisory locks of the kernel (fcntl), which also work between containers that
 * share the folder. Process ids would not work there.
 */
export function holdLock(folder: string, prefix = ''): ProcessLock {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const name = prefix + randomBytes(8).toString('hex');
  const file = join(folder, name);
  writeFileSync(file, ''); // SQLite would not say why it cannot create the file.
  const database = new DatabaseSync(file);
  database.exec('pragma journal_mode = memory; begin exclusive');
  ownLocks.set(name, database);
  const abandon = () => {
    if (ownLocks.delete(name)) database.close();
  };
  return {
    name,
    abandon,
    release() {
      if (!ownLocks.has(name)) return;
      abandon();
      rmSync(file, { force: true });
    },
  };
}

/** Whether this process holds the lock. */
export function isOwnLock(name: string): boolean {
  return ownLocks.has(name);
}

/**
 * Whether a process holds the lock. Undefined if the folder has no lock of that name, for example because it
 * was taken on another machine.
 */
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
    if (errcode === cannotOpen || errcode === cannotStat) return undefined; // The process has ended cleanly since.
    throw error;
  } finally {
    database?.close();
  }
}

/** Deletes the file of a lock that nobody holds. */
export function forgetLock(folder: string, name: string): void {
  rmSync(join(folder, name), { force: true });
}

/** Result codes, see sqlite.org/rescode.html. */
const busy = 5;
const cannotOpen = 14;
const cannotStat = 1802;
