import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isNotThere } from '../foundation/files/read-if-there.ts';

/** What was known of a file: its hash, as long as size, times and inode stay as they were. */
export type KnownFile = readonly [
  size: number,
  modified: number,
  changed: number,
  inode: number,
  hash: string,
];

/** Hashes of files by path, relative to a root. */
export interface FileHashes {
  /** SHA-256 in hex; undefined when there is no such file. */
  hash(path: string): string | undefined | Promise<string | undefined>;
  /** The files under a folder, in order; folders and files that begin with a dot are left out. */
  list(folder: string): readonly string[] | Promise<readonly string[]>;
  /** What is known now, for the next time. */
  known(): Record<string, KnownFile>;
}

/** A file that changed this shortly before it was looked at might change again within the same tick of the clock. */
const tick = 50;

/** The hashes of a folder on disk. A file that has not been touched since the last time is not read again. */
export function createFileHashes(
  root: string,
  known: Readonly<Record<string, KnownFile>>,
  now: number,
): FileHashes {
  const next: Record<string, KnownFile> = {};
  const list = (folder: string): string[] => {
    const entries = readFolder(join(root, folder));
    return entries
      .filter(({ name }) => !name.startsWith('.'))
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .flatMap((entry) => {
        const path = `${folder}/${entry.name}`;
        return entry.isDirectory() ? list(path) : [path];
      });
  };
  return {
    list,
    hash(path) {
      const absolute = join(root, path);
      const found = statSync(absolute, { throwIfNoEntry: false });
      if (!found?.isFile()) return undefined;
      const { size, mtimeMs, ctimeMs, ino } = found;
      const before = known[path];
      const [oldSize, oldModified, oldChanged, oldInode, oldHash] = before ?? [];
      const isSame =
        oldSize === size && oldModified === mtimeMs && oldChanged === ctimeMs && oldInode === ino;
      const hash =
        isSame && oldHash ? oldHash : createHash('sha256').update(readFileSync(absolute)).digest('hex');
      if (ctimeMs < now - tick) next[path] = [size, mtimeMs, ctimeMs, ino, hash];
      return hash;
    },
    known: () => next,
  };
}

function readFolder(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (isNotThere(error)) return [];
    throw error;
  }
}
