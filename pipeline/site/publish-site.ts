import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
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
 * one. Files are linked where the file system can, else copied. `folder` is an absolute path.
 */
export async function publishSite(
  folder: string,
  placed: readonly PlacedFile[],
  written: readonly ArchiveFile[],
): Promise<void> {
  clearLeftovers(folder);
  const [next, last] = [`${folder}.${process.pid}.next`, `${folder}.${process.pid}.last`];
  const paths = [...placed, ...written].map(({ path }) => path);
  for (const name of new Set(paths.map((path) => dirname(path))))
    mkdirSync(join(next, name), { recursive: true });
  const place = canLink(placed[0], next) ? linkSync : copyFileSync;
  for (const { path, from } of placed) place(from, join(next, path));
  for (const { path, content } of written) writeFileSync(join(next, path), content);
  if (existsSync(folder)) renameSync(folder, last);
  renameSync(next, folder);
  await rm(last, { recursive: true, force: true });
}

/** A cache on another disk, or a file system without links, is copied from. */
function canLink(first: PlacedFile | undefined, next: string): boolean {
  if (first === undefined) return false;
  mkdirSync(next, { recursive: true });
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
