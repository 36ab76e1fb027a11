import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { namesIn } from '../foundation/files/names-in.ts';
import type { StoredRecord } from './stored-files.ts';

/**
 * How long to keep unused entries, in milliseconds. Two weeks are enough for switching back and forth between
 * branches.
 */
const keptFor = 14 * 24 * 3600 * 1000;

/**
 * Deletes pages that have been unused for two weeks, and the unfinished entries of killed builds. `now` is in
 * milliseconds since 1970.
 */
export function prunePages(folder: string, used: readonly StoredRecord[], now: number): void {
  const keys = new Set(used.map(({ key }) => key));
  for (const shelf of readdirSync(folder)) pruneFolder(join(folder, shelf), keys, now);
}

/**
 * Deletes converted pictures that have been unused for two weeks. They are stored under the hash from
 * `convertPicture`.
 */
export function prunePictures(folder: string, used: readonly StoredRecord[], now: number): void {
  const keys = new Set(used.flatMap(({ files }) => files.flatMap(({ madeFrom }) => madeFrom ?? [])));
  pruneFolder(folder, keys, now);
}

/** Deletes what was compiled by other programs, two weeks after the last change. */
export function prunePrograms(folder: string, program: string, now: number): void {
  pruneFolder(folder, new Set([program]), now);
}

function pruneFolder(folder: string, used: ReadonlySet<string>, now: number): void {
  for (const name of namesIn(folder)) {
    if (used.has(name)) continue;
    const path = join(folder, name);
    const found = statSync(path, { throwIfNoEntry: false });
    if (found && found.mtimeMs < now - keptFor) rmSync(path, { recursive: true, force: true });
  }
}
