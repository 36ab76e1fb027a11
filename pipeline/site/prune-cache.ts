import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isNotThere } from '../foundation/files/read-if-there.ts';
import type { StoredRecord } from './stored-files.ts';

/** How long unused entries are kept, in milliseconds: two weeks, enough to go back and forth between branches. */
const keptFor = 14 * 24 * 3600 * 1000;

/**
 * Deletes pages that are not in use and older than two weeks, and unfinished entries of killed builds. `now`
 * is in milliseconds since 1970.
 */
export function prunePages(folder: string, used: readonly StoredRecord[], now: number): void {
  const keys = new Set(used.map(({ key }) => key));
  for (const shelf of readdirSync(folder)) pruneFolder(join(folder, shelf), keys, now);
}

/** The same for converted pictures, which are stored under the hash of `convertPicture`. */
export function prunePictures(folder: string, used: readonly StoredRecord[], now: number): void {
  const keys = new Set(used.flatMap(({ files }) => files.flatMap(({ madeFrom }) => madeFrom ?? [])));
  pruneFolder(folder, keys, now);
}

function pruneFolder(folder: string, used: ReadonlySet<string>, now: number): void {
  for (const name of namesIn(folder)) {
    if (used.has(name)) continue;
    const path = join(folder, name);
    const found = statSync(path, { throwIfNoEntry: false });
    if (found && found.mtimeMs < now - keptFor) rmSync(path, { recursive: true, force: true });
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (isNotThere(error)) return []; // No picture was converted yet.
    throw error;
  }
}
