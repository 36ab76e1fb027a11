import type { StoredFile } from './stored-files.ts';

/** How much was published. */
export interface SiteSize {
  readonly pages: number;
  readonly files: number;
  readonly bytes: number;
}

export function sizeOf(files: readonly StoredFile[]): SiteSize {
  return {
    pages: files.filter(({ path }) => path.endsWith('.html')).length,
    files: files.length,
    bytes: files.reduce((sum, { size }) => sum + size, 0),
  };
}
