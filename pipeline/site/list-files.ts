import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The paths of all files below a folder, relative to it, with forward slashes. */
export function listFiles(folder: string, below = ''): string[] {
  return readdirSync(join(folder, below), { withFileTypes: true }).flatMap((entry) => {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    return entry.isDirectory() ? listFiles(folder, path) : [path];
  });
}
