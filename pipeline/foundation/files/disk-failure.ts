import { isAbsolute, relative } from 'node:path';
import { createProblem, type Problem } from '../problems/problem.ts';
import { diskReason } from './disk-reason.ts';

/**
 * The problem that an error of the file system means, with the path relative to the root if it is inside. Undefined for
 * any other error, and for one that only a bug explains, such as a missing file.
 */
export function diskFailure(error: unknown, root: string): Problem | undefined {
  if (!(error instanceof Error)) return undefined;
  const { path, dest, syscall } = error as NodeJS.ErrnoException & { dest?: string };
  const reason = diskReason(error);
  if (reason === undefined || syscall === undefined) return undefined;
  const file = dest ?? path;
  return createProblem('disk-failed', { file: file && shorten(file, root), reason }, undefined, {
    cause: error,
  });
}

function shorten(file: string, root: string): string {
  const inside = relative(root, file);
  return inside.startsWith('..') || isAbsolute(inside) ? file : inside;
}
