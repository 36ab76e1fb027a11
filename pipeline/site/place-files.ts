import { copyFileSync, linkSync, mkdirSync, rmdirSync, rmSync, unlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A file that lies somewhere already, and where it goes below the site's root. */
export interface PlacedFile {
  readonly path: string;
  readonly from: string;
}

/** Puts files into a folder, linked where the file system can, else copied, and makes the folders that they need. */
export function placeFiles(folder: string, files: readonly PlacedFile[]): void {
  makeFolders(
    folder,
    files.map(({ path }) => path),
  );
  const place = canLink(files[0], folder) ? linkSync : copyFileSync;
  for (const { path, from } of files) place(from, join(folder, path));
}

/** Makes every folder that the files are in. */
export function makeFolders(folder: string, paths: readonly string[]): void {
  mkdirSync(folder, { recursive: true });
  for (const name of foldersOf(paths)) mkdirIfMissing(join(folder, name));
}

/** Every folder that files are in, each after the one that it is in itself. */
export function foldersOf(paths: readonly string[]): string[] {
  const found = new Set<string>();
  const add = (name: string): void => {
    if (name === '.' || found.has(name)) return;
    add(dirname(name));
    found.add(name);
  };
  for (const path of paths) add(dirname(path));
  return [...found];
}

function mkdirIfMissing(path: string): void {
  try {
    mkdirSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

export function unlinkIfThere(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error; // somebody else has taken it away
  }
}

/** One that still holds something, or that is gone, is left to whoever looks at what is really there. */
export function rmdirIfEmpty(path: string): void {
  try {
    rmdirSync(path);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (!['ENOENT', 'ENOTEMPTY', 'EEXIST', 'ENOTDIR', 'EPERM'].includes(code)) throw error;
  }
}

/** A cache on another disk, or a file system without links, is copied from. */
function canLink(first: PlacedFile | undefined, folder: string): boolean {
  if (first === undefined) return false;
  const probe = join(folder, `.probe-${performance.now()}`);
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
