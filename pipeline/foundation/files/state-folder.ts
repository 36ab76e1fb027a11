import { chmodSync, existsSync, lstatSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The permissions of everybody except the owner. Windows has access lists instead of these bits. */
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
 * Closes an existing folder in the same way. Returns how many files and folders other users could read until
 * now, which is 0 from the second time on.
 */
export function protectStateFolder(folder: string): number {
  if (!existsSync(folder)) return 0;
  try {
    const ignore = join(folder, '.gitignore');
    if (!existsSync(ignore)) writeFileSync(ignore, '*\n', { mode: 0o600 });
    // Nobody can pass a closed folder, so the modes of the files in it matter only if it was open.
    return isOpen(folder) ? close(folder) : 0;
  } catch (error) {
    // Another user's folder, or a read-only disk: a process that can write there closes it.
    if (['EACCES', 'EPERM', 'EROFS'].includes((error as NodeJS.ErrnoException).code ?? '')) return 0;
    throw error;
  }
}

function isOpen(path: string): boolean {
  return (lstatSync(path).mode & others) !== 0;
}

/** The folder itself comes last, so that the next run starts again after an interruption. */
function close(folder: string): number {
  let closed = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) closed += close(path);
    // A link has no mode, and its target may belong elsewhere.
    else if (!entry.isSymbolicLink()) closed += take(path);
  }
  return closed + take(folder);
}

function take(path: string): number {
  if (!isOpen(path)) return 0;
  chmodSync(path, lstatSync(path).mode & 0o7700);
  return 1;
}
