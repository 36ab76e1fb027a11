import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { deleteFiles } from './folder-tree.ts';

/** Where this process puts the next content of a folder together: beside it, on the same disk. */
export const nextFolder = (folder: string) => `${folder}.${process.pid}.next`;

/**
 * Puts `nextFolder(folder)` in the place of the folder, whole, and deletes what was there before: a run that fails
 * leaves the last good content. `folder` is an absolute path. `before` names files that the folder has now, as far as
 * they are known: deleting them by name is faster than looking for them.
 */
export async function swapFolder(folder: string, before: readonly string[] = []): Promise<void> {
  const last = `${folder}.${process.pid}.last`;
  swap(nextFolder(folder), folder, last);
  deleteFiles(last, before);
  await rm(last, { recursive: true, force: true });
}

/** Other processes may swap the same folder at this moment: the last one wins. */
function swap(next: string, folder: string, last: string): void {
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
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error; // another process has moved it
  }
}

/**
 * Cleans up after processes that were killed: half-made content is deleted, and content that was just moved aside
 * comes back.
 */
export function clearLeftovers(folder: string): void {
  const parent = dirname(folder);
  if (!existsSync(parent)) return;
  const pattern = /^\.(\d+)\.(next|last)(\.\d+)?$/;
  for (const name of readdirSync(parent)) {
    if (!name.startsWith(`${basename(folder)}.`)) continue;
    const [, pid, kind] = pattern.exec(name.slice(basename(folder).length)) ?? [];
    if (pid === undefined || (Number(pid) !== process.pid && isRunning(Number(pid)))) continue;
    const left = join(parent, name);
    if (kind === 'last' && !existsSync(folder)) renameSync(left, folder);
    else rmSync(left, { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
