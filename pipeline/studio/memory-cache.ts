import { type PictureCache, uncached } from '../editions/convert-picture.ts';

/**
 * Keeps converted pictures for as long as the studio is open. Looks for others in the cache below, which outlives
 * the studio.
 */
export function createMemoryCache(below: PictureCache = uncached): PictureCache {
  const kept = new Map<string, Uint8Array>();
  return {
    async read(key) {
      const bytes = kept.get(key) ?? (await below.read(key));
      if (bytes) kept.set(key, bytes);
      return bytes;
    },
    async write(key, bytes) {
      kept.set(key, bytes);
      await below.write(key, bytes);
    },
  };
}
