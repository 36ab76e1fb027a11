import { chmodSync, existsSync, lstatSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The permission bits of everybody but the owner. Windows has access lists instead of these bits. */
const others = process.platform === 'win32' ? 0 : 0o077;

/**
 * Creates the folder for private data: subscribers, the ledger, keys. Only its owner may open it, and git
 * ignores it.
 */
export function makeStateFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  protectStateFolder(folder);
}

/**
 * Closes an existing folder to other users. Returns the number of files and folders that they could read
 * until now, which is 0 from the second call on.
 */
export function protectStateFolder(folder: string): number {
  if (!existsSync(folder)) return 0;
  try {
    const ignore = join(folder, '.gitignore');
    if (!existsSync(ignore)) writeFileSync(ignore, '*\n', { mode: 0o600 });
    // Other users cannot get past a closed folder, so the modes of the files in it matter only if it was
    // open.
    return isOpen(folder) ? close(folder) : 0;
  } catch (error) {
    // Another user owns the folder, or the disk is read-only. A process that can write there will close it.
    if (['EACCES', 'EPERM', 'EROFS'].includes((error as NodeJS.ErrnoException).code ?? '')) return 0;
    throw error;
  }
}

function isOpen(path: string): boolean {
  return (lstatSync(path).mode & others) !== 0;
}

/** Closes the folder itself last, so that an interrupted run starts again the next time. */
function close(folder: string): number {
  let closed = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) closed += close(path);
    // A symbolic link has no mode of its own, and its target may be outside of the folder.
    else if (!entry.isSymbolicLink()) closed += take(path);
  }
  return closed + take(folder);
}

function take(path: string): number {
  if (!isOpen(path)) return 0;
  chmodSync(path, lstatSync(path).mode & 0o7700);
  return 1;
}
