import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { ArchiveFile } from '../archive/archive-file.ts';

/** A file that lies somewhere already, and where it goes below the site's root. */
export interface PlacedFile {
  readonly path: string;
  readonly from: string;
}

/**
 * Puts a site together beside its folder and swaps it in whole, so that a build that fails leaves the last good
 * one. Files are linked where the file system can, else copied. `folder` is an absolute path; `before` are the files
 * that it is known to have, which are taken away faster than those that have to be looked for.
 */
export async function publishSite(
  folder: string,
  placed: readonly PlacedFile[],
  written: readonly ArchiveFile[],
  before: readonly string[],
): Promise<void> {
  clearLeftovers(folder);
  const [next, last] = [`${folder}.${process.pid}.next`, `${folder}.${process.pid}.last`];
  const paths = [...placed, ...written].map(({ path }) => path);
  mkdirSync(next, { recursive: true });
  for (const name of foldersOf(paths)) mkdirSync(join(next, name));
  const place = canLink(placed[0], next) ? linkSync : copyFileSync;
  for (const { path, from } of placed) place(from, join(next, path));
  for (const { path, content } of written) writeFileSync(join(next, path), content);
  if (existsSync(folder)) renameSync(folder, last);
  renameSync(next, folder);
  for (const path of before) unlinkIfThere(join(last, path));
  await rm(last, { recursive: true, force: true });
}

/** Every folder that the files are in, each after the one that it is in. */
function foldersOf(paths: readonly string[]): string[] {
  const folders = new Set<string>();
  const add = (folder: string): void => {
    if (folder === '.' || folders.has(folder)) return;
    add(dirname(folder));
    folders.add(folder);
  };
  for (const path of paths) add(dirname(path));
  return [...folders];
}

function unlinkIfThere(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error; // somebody else has taken it away
  }
}

/** A cache on another disk, or a file system without links, is copied from. */
function canLink(first: PlacedFile | undefined, next: string): boolean {
  if (first === undefined) return false;
  const probe = join(next, '.probe');
  try {
    linkSync(first.from, probe);
    rmSync(probe);
    return true;
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (['EXDEV', 'EPERM', 'ENOTSUP', 'EMLINK', 'EACCES'].includes(code)) return false;
    throw error;
  }
}

/** What builds left that were killed: a half-made site is deleted, and one that was just moved away comes back. */
function clearLeftovers(folder: string): void {
  const parent = dirname(folder);
  if (!existsSync(parent)) return;
  const pattern = /^\.(\d+)\.(next|last)$/;
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
