import type { PictureCache } from '../editions/convert-picture.ts';

/** Keeps converted pictures for as long as the studio is open. */
export function createMemoryCache(): PictureCache {
  const kept = new Map<string, Uint8Array>();
  return {
    read: async (key) => kept.get(key),
    write: async (key, bytes) => {
      kept.set(key, bytes);
    },
  };
}
