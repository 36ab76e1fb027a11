import { createProblem, type Problem, ProblemError } from '../foundation/problems/problem.ts';
import { withoutPassword } from '../foundation/text/without-password.ts';

/**
 * Converts the error of a driver into a problem. `place` is the file of the database, or the variable with
 * its address. Returns any other error unchanged, such as one from the work of a transaction.
 */
export function convertStoreError(error: unknown, place: string): unknown {
  if (!(error instanceof Error) || error instanceof ProblemError) return error;
  const problem = describe(error, place);
  return problem ? new ProblemError([problem]) : error;
}

/**
 * Whether a transaction lost a race and can be run again. On PostgreSQL, this is a serialization failure or a
 * deadlock. On SQLite, it is a failure to get the lock that a transaction takes at its start. (SQLite is also
 * busy when a commit cannot checkpoint because of a reader, but not with a write-ahead log.)
 */
export function isLostRace(error: unknown): boolean {
  return ['40001', '40P01'].includes(codeOf(error)) || isBusy(error);
}

function isBusy(error: unknown): boolean {
  return isSqlite(error) && [sqlite.busy, sqlite.locked].includes(primaryResult(error));
}

const isSqlite = (error: unknown) => codeOf(error) === 'ERR_SQLITE_ERROR';

/** The low byte of an extended result code. */
const primaryResult = (error: unknown) => ((error as { errcode?: number }).errcode ?? 0) & 0xff;

function describe(error: Error, place: string): Problem | undefined {
  const kind = isSqlite(error) ? describeSqlite(error) : describePostgres(error);
  if (kind === undefined) return undefined;
  const options = { cause: error };
  if (kind === 'store-failed' || kind === 'store-unreachable')
    return createProblem(kind, { place, reason: withoutPassword(error.message) }, undefined, options);
  return createProblem(kind, { place }, undefined, options);
}

type Kind = 'store-busy' | 'store-full' | 'store-corrupt' | 'store-unreachable' | 'store-failed';

function describeSqlite(error: Error): Kind {
  const result = primaryResult(error);
  if (isBusy(error)) return 'store-busy';
  if (result === sqlite.full) return 'store-full';
  return result === sqlite.corrupt || result === sqlite.notADatabase ? 'store-corrupt' : 'store-failed';
}

/** Recognises errors by SQLSTATE (PostgreSQL manual, appendix A) or by the error of the socket. */
function describePostgres(error: Error): Kind | undefined {
  const code = codeOf(error);
  if (code === '53100') return 'store-full';
  if (isLostRace(error)) return 'store-busy';
  if (/^XX00[12]$/.test(code)) return 'store-corrupt';
  const isLogin = /^(28...|3D000)$/.test(code);
  if (/^(08...|57P0.|25P0[34]|53300)$/.test(code) || /^E[A-Z]{4,}$/.test(code) || isLogin)
    return 'store-unreachable';
  // pg itself throws these messages, without a code.
  if (
    /^(Connection terminated|Client has encountered a connection error|timeout exceeded)/.test(error.message)
  )
    return 'store-unreachable';
  return /^[0-9A-Z]{5}$/.test(code) ? 'store-failed' : undefined;
}

/** Result codes, see sqlite.org/rescode.html. */
const sqlite = { busy: 5, locked: 6, corrupt: 11, full: 13, notADatabase: 26 };

function codeOf(error: unknown): string {
  return String((error as { code?: unknown } | undefined)?.code ?? '');
}
