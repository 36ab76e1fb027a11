import { chmodSync, existsSync, lstatSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What others than the owner may do. Windows has access lists in place of these bits. */
const others = process.platform === 'win32' ? 0 : 0o077;

/**
 * Makes the folder for what a publication keeps to itself: subscribers, the ledger, keys. Its owner alone may open
 * it, and git ignores all of it.
 */
export function makeStateFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  protectStateFolder(folder);
}

/**
 * Does the same with a folder that exists, whoever made it. Returns how many files and folders other users could
 * read until now; it is 0 from the second time on.
 */
export function protectStateFolder(folder: string): number {
  if (!existsSync(folder)) return 0;
  try {
    const ignore = join(folder, '.gitignore');
    if (!existsSync(ignore)) writeFileSync(ignore, '*\n', { mode: 0o600 });
    // Nobody gets past a closed folder, so the modes behind it are looked at only when it was open.
    return isOpen(folder) ? close(folder) : 0;
  } catch (error) {
    // Another user's folder, or a disk that is read-only: whoever can write there sees to it.
    if (['EACCES', 'EPERM', 'EROFS'].includes((error as NodeJS.ErrnoException).code ?? '')) return 0;
    throw error;
  }
}

function isOpen(path: string): boolean {
  return (lstatSync(path).mode & others) !== 0;
}

/** The folder itself comes last: if this breaks off, the next run begins again. */
function close(folder: string): number {
  let closed = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) closed += close(path);
    // A link has no mode of its own, and what it leads to may belong elsewhere.
    else if (!entry.isSymbolicLink()) closed += take(path);
  }
  return closed + take(folder);
}

function take(path: string): number {
  if (!isOpen(path)) return 0;
  chmodSync(path, lstatSync(path).mode & 0o7700);
  return 1;
}
