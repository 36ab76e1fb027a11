import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** How long what no build used is kept: long enough to go back and forth between branches. */
const longest = 14 * 24 * 3600 * 1000;

/**
 * Deletes what has not been made for two weeks and is not in use, and what killed builds left half-made. `now` is in
 * milliseconds since 1970.
 */
export function pruneStore(folder: string, used: ReadonlySet<string>, now: number): void {
  for (const shelf of readdirSync(folder)) {
    for (const name of readdirSync(join(folder, shelf))) {
      if (used.has(name)) continue;
      const path = join(folder, shelf, name);
      const found = statSync(path, { throwIfNoEntry: false });
      if (found && found.mtimeMs < now - longest) rmSync(path, { recursive: true, force: true });
    }
  }
}
