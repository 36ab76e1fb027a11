import { existsSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { ArchiveFile } from '../archive/archive-file.ts';
import {
  foldersOf,
  makeFolders,
  type PlacedFile,
  placeFiles,
  rmdirIfEmpty,
  unlinkIfThere,
} from './place-files.ts';

/** Where the next site of this process is put together. */
export const nextFolder = (folder: string) => `${folder}.${process.pid}.next`;

/** What a site is put together from. */
export interface NextSite {
  readonly placed: readonly PlacedFile[];
  readonly written: readonly ArchiveFile[];
  /** By path: where a file came from that is in place already. */
  readonly early: ReadonlyMap<string, string>;
  /** The files that the site has now, as far as they are known: they are taken away faster than what has to be looked for. */
  readonly before: readonly string[];
}

/**
 * Puts a site together beside its folder and swaps it in whole, so that a build that fails leaves the last good
 * one. `folder` is an absolute path.
 */
export async function publishSite(
  folder: string,
  { placed, written, early, before }: NextSite,
): Promise<void> {
  const [next, last] = [nextFolder(folder), `${folder}.${process.pid}.last`];
  const rest = new Map(early);
  const missing = placed.filter(({ path, from }) => rest.get(path) !== from || !rest.delete(path));
  for (const path of rest.keys()) unlinkIfThere(join(next, path));
  placeFiles(next, missing);
  const own = written.map(({ path }) => path);
  makeFolders(next, own);
  for (const { path, content } of written) writeFileSync(join(next, path), content);
  swap(next, folder, last);
  for (const path of before) unlinkIfThere(join(last, path));
  for (const folder of foldersOf(before).reverse()) rmdirIfEmpty(join(last, folder));
  await rm(last, { recursive: true, force: true });
}

/** Puts the next site in place of the one that is there. Another build may do the same at this moment: the last one stays. */
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
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error; // another build has moved it
  }
}

/** What builds left that were killed: a half-made site is deleted, and one that was just moved away comes back. */
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
