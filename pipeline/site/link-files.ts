import { copyFileSync, linkSync, readdirSync, rmSync, type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import { foldersOf, makeFolders } from '../foundation/files/folder-tree.ts';
import { type FileStamp, hasStamp, isIntact } from './is-intact.ts';

/** A file in the cache. */
export interface CachedFile extends FileStamp {
  readonly from: string;
}

/** A file in the cache, and its path on the site. */
export interface LinkedFile extends CachedFile {
  readonly path: string;
}

/** Puts files into a folder: as hard links if the file system supports them, or else as copies. */
export function linkFiles(folder: string, files: readonly LinkedFile[]): void {
  makeFolders(
    folder,
    files.map(({ path }) => path),
  );
  const put = canLink(files[0], folder) ? linkSync : copyFileSync;
  for (const { path, from } of files) put(from, join(folder, path));
}

/**
 * Makes a folder contain exactly these files. A file that is already a hard link to its source stays, so this
 * takes little time if few of them differ. Returns the files in the cache that somebody has changed.
 */
export function syncFolder(folder: string, files: readonly LinkedFile[]): LinkedFile[] {
  const missing = new Map(files.map((file) => [file.path, file]));
  const folders = new Set(foldersOf([...missing.keys()]));
  const damaged: LinkedFile[] = [];
  const visit = (below: string): void => {
    for (const entry of readdirSync(join(folder, below), { withFileTypes: true })) {
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      const here = `${folder}/${path}`;
      const file = entry.isFile() ? missing.get(path) : undefined;
      const source = file && statSync(file.from);
      if (entry.isDirectory() && folders.has(path)) visit(path);
      else if (source && isSameFile(here, file.from, source)) {
        missing.delete(path);
        if (!hasStamp(source, file)) damaged.push(file);
      } else rmSync(here, { recursive: true });
    }
  };
  makeFolders(folder, []);
  visit('');
  const rest = [...missing.values()];
  damaged.push(...rest.filter((file) => !isIntact(file.from, file)));
  linkFiles(folder, rest);
  return damaged;
}

/** Whether both paths lead to the same file on disk. */
function isSameFile(here: string, from: string, source: Stats): boolean {
  const found = statSync(here);
  if (found.ino !== source.ino || found.dev !== source.dev) return false;
  // The number of a file can be too large for a double, but bigints take twice as long.
  if (Number.isSafeInteger(found.ino) && Number.isSafeInteger(found.dev)) return true;
  const [one, other] = [statSync(here, { bigint: true }), statSync(from, { bigint: true })];
  return one.ino === other.ino && one.dev === other.dev;
}

/** Whether hard links work: they cannot cross disks, and some file systems do not have them. */
function canLink(first: LinkedFile | undefined, folder: string): boolean {
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
