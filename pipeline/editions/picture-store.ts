import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PictureCache } from './convert-picture.ts';

/** Pictures that were converted before, in a folder that can be deleted at any time. */
export function openPictureStore(folder: string): PictureCache {
  return {
    async read(key) {
      try {
        return await readFile(join(folder, key));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      }
    },
    async write(key, bytes) {
      await mkdir(folder, { recursive: true });
      // Whole or not at all, even when two builds make the same picture.
      const next = join(folder, `${key}.${process.pid}.${performance.now()}`);
      await writeFile(next, bytes);
      await rename(next, join(folder, key));
    },
  };
}
