import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readIfThere } from '../foundation/files/read-if-there.ts';
import type { PictureCache } from './convert-picture.ts';

/**
 * A store for converted pictures in a folder. Anybody may delete the folder at any time. If it cannot be read or
 * written, the picture is converted again the next time: the store only saves work.
 */
export function openPictureStore(folder: string): PictureCache {
  return {
    read: (key) => readIfThere(join(folder, key)).catch(() => undefined),
    write: (key, bytes) => write(join(folder, key), bytes).catch(() => {}),
  };
}

/** Writes the whole file or nothing, even if two builds make the same picture at the same time. */
async function write(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const next = `${path}.${process.pid}.${performance.now()}`;
  await writeFile(next, bytes);
  await rename(next, path);
}
