import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolders } from './folder-tree.ts';
import { beginSwap } from './swap-folder.ts';

/** Makes a folder contain exactly these files, in one step. `folder` is an absolute path. */
export async function writeFolder(
  folder: string,
  files: readonly { readonly path: string; readonly content: string | Uint8Array }[],
): Promise<void> {
  const { next, swap, discard } = beginSwap(folder);
  try {
    makeFolders(
      next,
      files.map(({ path }) => path),
    );
    await Promise.all(files.map(({ path, content }) => writeFile(join(next, path), content)));
  } catch (error) {
    discard();
    throw error;
  }
  await swap();
}
