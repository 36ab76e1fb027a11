import { mkdirSync, unlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isNotThere } from './read-if-there.ts';

/** Creates every folder that these files need. */
export function makeFolders(folder: string, paths: readonly string[]): void {
  mkdirSync(folder, { recursive: true });
  for (const name of foldersOf(paths)) mkdirIfMissing(join(folder, name));
}

export function unlinkIfThere(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if (!isNotThere(error)) throw error; // Another process has deleted it already.
  }
}

/** Every folder that contains one of the files, parents before children. */
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
