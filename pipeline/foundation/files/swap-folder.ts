import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { forgetLock, holdLock, isLockHeld } from './process-lock.ts';
import { isNotThere } from './read-if-there.ts';

/** The next content of a folder while it is being assembled. Always finish with `swap` or `discard`. */
export interface FolderSwap {
  /**
   * The absolute path of the folder to write the next content into. It is next to the real folder, on the
   * same disk.
   */
  readonly next: string;
  /** Replaces the whole folder with the next content. Deletes the old content, or keeps it as the spare. */
  swap(keepsOld?: boolean): Promise<void>;
  /** Deletes the next content, or puts it back if it began as the spare. */
  discard(): void;
}

/**
 * Begins to replace the content of a folder (an absolute path). A run that fails leaves the old content in
 * place. Also cleans up the leftovers of killed processes next to the folder.
 *
 * `spare` is the absolute path of a folder with earlier content. If it exists, it becomes `next`, and the
 * caller changes only what differs. Creating and deleting thousands of files takes longer than comparing them.
 */
export function beginSwap(folder: string, spare?: string): FolderSwap {
  mkdirSync(dirname(folder), { recursive: true });
  clearLeftovers(folder);
  // The lock tells other processes that this one is alive. Its name is part of the names of the folders.
  const lock = holdLock(dirname(folder), `${basename(folder)}.`);
  const own = join(dirname(folder), lock.name);
  const next = `${own}.next`;
  const last = `${own}.last`;
  const hasSpare = spare !== undefined && moveIfPossible(spare, next);
  // If this process is killed, the next one finds the file of the lock by this folder.
  if (!hasSpare) mkdirSync(next);
  return {
    next,
    async swap(keepsOld = false) {
      replace(next, folder, last);
      const isKept = spare !== undefined && keepsOld && moveIfPossible(last, spare);
      if (!isKept) await rm(last, { recursive: true, force: true });
      lock.release();
    },
    discard() {
      const isKept = hasSpare && moveIfPossible(next, spare);
      if (!isKept) rmSync(next, { recursive: true, force: true });
      lock.release();
    },
  };
}

/**
 * Whether a folder could be moved. It cannot if it does not exist, is on another disk, or if another process
 * has put its own folder there.
 */
function moveIfPossible(from: string, to: string): boolean {
  try {
    renameSync(from, to);
    return true;
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (['ENOENT', 'EXDEV', 'ENOTEMPTY', 'EEXIST', 'EPERM', 'EACCES'].includes(code)) return false;
    throw error;
  }
}

/** Other processes may swap the same folder at the same time; the last one wins. */
function replace(next: string, folder: string, last: string): void {
  for (let attempt = 0; ; attempt++) {
    if (existsSync(folder)) moveAside(folder, `${last}${attempt === 0 ? '' : `.${attempt}`}`);
    try {
      renameSync(next, folder);
      for (let each = 1; each <= attempt; each++) rmSync(`${last}.${each}`, { recursive: true, force: true });
      return;
    } catch (error) {
      const { code = '' } = error as NodeJS.ErrnoException;
      if (!['ENOTEMPTY', 'EEXIST', 'EPERM'].includes(code) || attempt === 9) throw error;
    }
  }
}

function moveAside(folder: string, to: string): void {
  try {
    renameSync(folder, to);
  } catch (error) {
    if (!isNotThere(error)) throw error; // Another process has moved it.
  }
}

/**
 * Deletes the unfinished content of killed processes, and restores content that such a process had moved
 * away.
 */
function clearLeftovers(folder: string): void {
  const parent = dirname(folder);
  const pattern = /^\.(\w+)\.(next|last)(\.\d+)?$/;
  for (const name of readdirSync(parent)) {
    if (!name.startsWith(`${basename(folder)}.`)) continue;
    const [, id, kind] = pattern.exec(name.slice(basename(folder).length)) ?? [];
    if (id === undefined) continue;
    const lock = `${basename(folder)}.${id}`;
    if (isLockHeld(parent, lock)) continue;
    const left = join(parent, name);
    if (kind === 'last' && !existsSync(folder)) renameSync(left, folder);
    else rmSync(left, { recursive: true, force: true });
    forgetLock(parent, lock);
  }
}
