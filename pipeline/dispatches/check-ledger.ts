import { createProblem, type Problem, ProblemError } from '../foundation/problems/problem.ts';
import type { ProgramContext } from '../foundation/program/context.ts';
import type { Store } from '../store/store.ts';
import { placeSettings } from './open-ledger-state.ts';

/**
 * Problems of the ledger as a whole: it knows less than was sent, or withdrawals are only in the database.
 * Read-only.
 */
export async function checkLedger(context: ProgramContext, store: Store): Promise<Problem[]> {
  const { findPlace } = await import('../state/find-place.ts');
  const { compare } = await import('../state/high-water-mark.ts');
  try {
    const { place, kind } = await findPlace(store, await placeSettings(context), { reachesPeople: false });
    try {
      const found = await compare(store, place);
      const waiting = kind === 'inside' ? 0 : await countWaiting(store);
      const unwritten = { place: place.name, waiting, reason: 'the last command could not write there' };
      return [
        ...(found.verdict === 'behind'
          ? [createProblem('ledger-restored', { place: place.name, why: found.why })]
          : []),
        ...(found.verdict === 'elsewhere' && kind !== 'inside'
          ? [createProblem('mark-elsewhere', { place: place.name })]
          : []),
        ...(waiting > 0 ? [createProblem('journal-unwritten', unwritten)] : []),
      ];
    } finally {
      await place.close();
    }
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return [...error.problems];
  }
}

async function countWaiting(store: Store): Promise<number> {
  const row = await store.read((db) =>
    db
      .selectFrom('journal_waiting')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow(),
  );
  return Number(row.count);
}
