import { copyFileSync, linkSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolders } from '../foundation/files/folder-tree.ts';

/** A file of the cache, and where it goes below the site's root. */
export interface LinkedFile {
  readonly path: string;
  readonly from: string;
}

/** Puts files into a folder, by hard links where the file system can, else by copies. */
export function linkFiles(folder: string, files: readonly LinkedFile[]): void {
  makeFolders(
    folder,
    files.map(({ path }) => path),
  );
  const put = canLink(files[0], folder) ? linkSync : copyFileSync;
  for (const { path, from } of files) put(from, join(folder, path));
}

/** Neither a cache on another disk nor a file system without links can be linked to. */
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
