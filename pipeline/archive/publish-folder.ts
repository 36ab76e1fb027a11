import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ArchiveFile } from './archive-file.ts';

/**
 * Writes the site beside its folder and puts it in place whole, so that a run that fails leaves the last good
 * one. `folder` is an absolute path.
 */
export async function publishFolder(folder: string, files: readonly ArchiveFile[]): Promise<void> {
  const [next, last] = [`${folder}.${process.pid}.next`, `${folder}.${process.pid}.last`];
  await rm(next, { recursive: true, force: true });
  await mkdir(next, { recursive: true });
  for (const folderName of new Set(files.map(({ path }) => dirname(path)))) {
    await mkdir(join(next, folderName), { recursive: true });
  }
  await Promise.all(files.map(({ path, content }) => writeFile(join(next, path), content)));
  try {
    await rename(folder, last);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error; // the first time there is none
  }
  await rename(next, folder);
  await rm(last, { recursive: true, force: true });
}
