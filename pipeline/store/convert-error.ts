import { createProblem, ProblemError } from '../problems/problem.ts';

/**
 * A driver's error as a problem. `place` is the database's file or variable. What is not the database's (an error
 * thrown by the work of a transaction) comes back as it is.
 */
export function convertStoreError(error: unknown, place: string): unknown {
  if (!(error instanceof Error) || error instanceof ProblemError) return error;
  const problem = describe(error, place);
  return problem ? new ProblemError([problem]) : error;
}

/**
 * Whether a transaction lost against another one and may simply be run again: PostgreSQL's serialization failure
 * and deadlock, and SQLite's lock, which is there from a transaction's beginning (busy in a commit is only a reader
 * in the way of a checkpoint, and cannot happen with a write-ahead log).
 */
export function isLostRace(error: unknown): boolean {
  return ['40001', '40P01'].includes(codeOf(error)) || isBusy(error);
}

function isBusy(error: unknown): boolean {
  const { errcode } = error as { errcode?: number };
  return codeOf(error) === 'ERR_SQLITE_ERROR' && [sqlite.busy, sqlite.locked].includes((errcode ?? 0) & 0xff);
}

function describe(error: Error, place: string) {
  const { errcode } = error as { errcode?: number };
  if (codeOf(error) === 'ERR_SQLITE_ERROR') {
    // The low byte is the primary result code (sqlite.org/rescode.html).
    const primary = (errcode ?? 1) & 0xff;
    if (isBusy(error)) return createProblem('store-busy', { place }, undefined, { cause: error });
    if (primary === sqlite.full) return createProblem('store-full', { place }, undefined, { cause: error });
    if (primary === sqlite.corrupt || primary === sqlite.notADatabase)
      return createProblem('store-corrupt', { place }, undefined, { cause: error });
    return createProblem('store-failed', { place, reason: error.message }, undefined, { cause: error });
  }
  return undefined;
}

/** Result codes of sqlite.org/rescode.html. */
const sqlite = { busy: 5, locked: 6, corrupt: 11, full: 13, notADatabase: 26 };

function codeOf(error: unknown): string {
  return String((error as { code?: unknown } | undefined)?.code ?? '');
}
