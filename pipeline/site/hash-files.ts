import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isNotThere } from '../foundation/files/read-if-there.ts';

/** The known hash of a file. It is valid as long as the file's size, times and inode stay the same. */
export type KnownFile = readonly [
  size: number,
  modified: number,
  changed: number,
  inode: number,
  hash: string,
];

/** The hashes of files by path, relative to a root. */
export interface FileHashes {
  /** The SHA-256 of a file in hex; undefined if the file does not exist. */
  hash(path: string): string | undefined | Promise<string | undefined>;
  /** The files in a folder and its subfolders, sorted. Leaves out names that begin with a dot. */
  list(folder: string): readonly string[] | Promise<readonly string[]>;
  /** The hashes to keep for the next build. */
  known(): Record<string, KnownFile>;
}

/**
 * In milliseconds. The clock of the file system may be this coarse, so a file that changed so recently could
 * change again without a new time.
 */
const tick = 50;

/** Hashes files on disk. A file that has not changed since the last build is not read again. */
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
