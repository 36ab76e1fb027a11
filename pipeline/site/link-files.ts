import { copyFileSync, linkSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolders } from '../foundation/files/folder-tree.ts';

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
