import { isAbsolute, relative } from 'node:path';
import { createProblem, type Problem } from '../problems/problem.ts';
import { diskReason } from './disk-reason.ts';

/**
 * The problem that an error of the file system means, with the path relative to the root if it is inside. Undefined for
 * any other error, and for one that only a bug explains, such as a missing file outside of `state`: that is the folder
 * which people delete to begin again, perhaps while a command uses it.
 */
export function diskFailure(error: unknown, root: string, state?: string): Problem | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code, path, dest, syscall } = error as NodeJS.ErrnoException & { dest?: string };
  if (syscall === undefined) return undefined;
  const options = { cause: error };
  const reason = diskReason(error);
  const file = dest ?? path;
  if (reason !== undefined)
    return createProblem('disk-failed', { file: file && shorten(file, root), reason }, undefined, options);
  if (code !== 'ENOENT' || state === undefined) return undefined;
  const deleted = [path, dest].find((each) => each !== undefined && isInside(each, state));
  return deleted === undefined
    ? undefined
    : createProblem('state-deleted', { file: shorten(deleted, root) }, undefined, options);
}

function shorten(file: string, root: string): string {
  return isInside(file, root) ? relative(root, file) : file;
}

function isInside(file: string, folder: string): boolean {
  const inside = relative(folder, file);
  return !inside.startsWith('..') && !isAbsolute(inside);
}
