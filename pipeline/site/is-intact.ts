import { type Stats, statSync } from 'node:fs';

/** The facts that show whether a file has changed. */
export interface FileStamp {
  readonly size: number;
  /** Its modification time in milliseconds since 1970. */
  readonly modified: number;
}

/** Whether a file exists and is unchanged. */
export function isIntact(path: string, stamp: FileStamp): boolean {
  return hasStamp(statSync(path, { throwIfNoEntry: false }), stamp);
}

export function hasStamp(found: Stats | undefined, { size, modified }: FileStamp): boolean {
  // Archive formats that restore a cache may keep only whole seconds.
  return found?.size === size && Math.floor(found.mtimeMs / 1000) === Math.floor(modified / 1000);
}
