import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { deleteFiles } from './folder-tree.ts';
import { forgetLock, holdLock, isLockHeld } from './process-lock.ts';
import { isNotThere } from './read-if-there.ts';

/** The next content of a folder while it is being assembled. Always finish with `swap` or `discard`. */
export interface FolderSwap {
  /**
   * The absolute path of the folder to write the next content into. It is next to the real folder, on the
   * same disk.
   */
  readonly next: string;
  /**
   * Replaces the whole folder with the next content and deletes the old content. `before` lists files that
   * the folder is known to contain: deleting them by name is faster than listing the folder.
   */
  swap(before?: readonly string[]): Promise<void>;
  /** Deletes the next content. */
  discard(): void;
}

/**
 * Begins to replace the content of a folder (an absolute path). A run that fails leaves the old content in
 * place. Also cleans up the leftovers of killed processes next to the folder.
 */
export function beginSwap(folder: string): FolderSwap {
  mkdirSync(dirname(folder), { recursive: true });
  clearLeftovers(folder);
  // The lock tells other processes that this one is alive. Its name is part of the names of the folders.
  const lock = holdLock(dirname(folder), `${basename(folder)}.`);
  const own = join(dirname(folder), lock.name);
  const next = `${own}.next`;
  const last = `${own}.last`;
  return {
    next,
    async swap(before = []) {
      replace(next, folder, last);
      deleteFiles(last, before);
      await rm(last, { recursive: true, force: true });
      lock.release();
    },
    discard() {
      rmSync(next, { recursive: true, force: true });
      lock.release();
    },
  };
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
