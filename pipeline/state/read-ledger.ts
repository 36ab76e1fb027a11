import { diskReason } from '../foundation/files/disk-reason.ts';
import { createProblem, ProblemError } from '../foundation/problems/problem.ts';
import { withoutPassword } from '../foundation/text/without-password.ts';
import type { Database } from '../store/store.ts';

/**
 * The random name of the ledger, the name of its place, and the number of the last journal line that the
 * ledger knows there.
 */
export async function readBinding(db: Database): Promise<{ ledger: string; place: string; end: number }> {
  const rows = await db
    .selectFrom('meta')
    .selectAll()
    .where('key', 'in', ['ledger', 'place', 'journal-end'])
    .execute();
  const values = new Map(rows.map(({ key, value }) => [key, value]));
  return {
    ledger: values.get('ledger') ?? '',
    place: values.get('place') ?? '',
    end: Number(values.get('journal-end') ?? 0),
  };
}

/** The number of withdrawals and returns that are in the database only. */
export async function countWaiting(db: Database): Promise<number> {
  const row = await db
    .selectFrom('journal_waiting')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

export async function writeMeta(db: Database, key: 'place' | 'journal-end', value: string): Promise<void> {
  await db.updateTable('meta').set({ value }).where('key', '=', key).execute();
}

/** Runs an operation on a place. Its errors become `mark-failed`. */
export async function withPlaceErrors<Result>(place: string, ask: () => Promise<Result>): Promise<Result> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    throw new ProblemError([
      createProblem('mark-failed', { place, reason: describeFailure(error) }, undefined, { cause: error }),
    ]);
  }
}

/** The reason for a failure, without a full stop and without the password in an address. */
export function describeFailure(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return 'the folder does not exist';
  return diskReason(error) ?? withoutPassword(message);
}
