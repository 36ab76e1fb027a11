import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readIfThere } from '../foundation/files/read-if-there.ts';
import type { PictureCache } from './convert-picture.ts';

/** A store for converted pictures in a folder. Anybody may delete the folder at any time. */
export function openPictureStore(folder: string): PictureCache {
  return {
    read: (key) => readIfThere(join(folder, key)),
    async write(key, bytes) {
      await mkdir(folder, { recursive: true });
      // Writes the whole file or nothing, even if two builds make the same picture at the same time.
      const next = join(folder, `${key}.${process.pid}.${performance.now()}`);
      await writeFile(next, bytes);
      await rename(next, join(folder, key));
    },
  };
}
