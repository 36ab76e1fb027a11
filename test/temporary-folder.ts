import { mkdirSync, readdirSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';

const memory = '/dev/shm';
const prefix = 'courant-test-';
/** The tests of one run hold some hundreds of MB at the same time. */
const needed = 3 * 1024 ** 3;

/**
 * Creates the folder for the temporary files of this run, in memory where Linux offers that: the tests create
 * thousands of small files and hundreds of databases, and a disk takes five times as long for them. Undefined where
 * there is too little memory, or where no program may run from there. The folder is deleted when this process ends;
 * a later run deletes those that a killed process left.
 */
export function createTemporaryFolder(): string | undefined {
  if (!isSuitable()) return undefined;
  for (const name of readdirSync(memory)) {
    const pid = Number(name.startsWith(prefix) ? name.slice(prefix.length) : Number.NaN);
    if (pid && !isRunning(pid)) rmSync(join(memory, name), { recursive: true, force: true });
  }
  const folder = join(memory, `${prefix}${process.pid}`);
  // PostgreSQL runs as another user, and opens its files through this folder.
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function isSuitable(): boolean {
  try {
    const mounts = readFileSync('/proc/mounts', 'utf8').split('\n');
    const options = mounts.map((each) => each.split(' ')).findLast((each) => each[1] === memory)?.[3];
    const { bavail, bsize } = statfsSync(memory);
    return options !== undefined && !options.split(',').includes('noexec') && bavail * bsize > needed;
  } catch {
    return false; // not Linux
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
