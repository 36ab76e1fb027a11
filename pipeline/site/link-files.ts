import { copyFileSync, linkSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { foldersOf, makeFolders } from '../foundation/files/folder-tree.ts';

/** A file in the cache, and its path on the site. */
export interface LinkedFile {
  readonly path: string;
  readonly from: string;
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
 * takes little time if few of them differ.
 */
export function syncFolder(folder: string, files: readonly LinkedFile[]): void {
  const missing = new Map(files.map((file) => [file.path, file]));
  const folders = new Set(foldersOf([...missing.keys()]));
  const visit = (below: string): void => {
    for (const entry of readdirSync(join(folder, below), { withFileTypes: true })) {
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      const here = `${folder}/${path}`;
      const from = missing.get(path)?.from;
      if (entry.isDirectory() && folders.has(path)) visit(path);
      else if (entry.isFile() && from !== undefined && isSameFile(here, from)) missing.delete(path);
      else rmSync(here, { recursive: true });
    }
  };
  makeFolders(folder, []);
  visit('');
  linkFiles(folder, [...missing.values()]);
}

/** Whether both paths lead to the same file on disk. Numbers of files can be too large for a double. */
function isSameFile(one: string, other: string): boolean {
  const [first, second] = [statSync(one, { bigint: true }), statSync(other, { bigint: true })];
  return first.ino === second.ino && first.dev === second.dev;
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
