import { createProblem, type Problem, ProblemError } from '../foundation/problems/problem.ts';
import type { ProgramContext } from '../foundation/program/context.ts';
import type { Newsletter } from '../publication/newsletter/newsletter-schema.ts';
import { countWaiting, readBinding } from '../state/read-ledger.ts';
import type { Store } from '../store/store.ts';
import type { OpenEnd } from './open-ends.ts';
import { placeSettings } from './open-ledger-state.ts';

/**
 * Finds problems of the ledger as a whole: it lacks messages that were sent, the place of the journal cannot
 * be read, or some withdrawals are only in the database. Changes nothing. A caller that has read the configuration
 * gives it.
 */
export async function checkLedger(
  context: ProgramContext,
  store: Store,
  newsletter?: Newsletter,
): Promise<Problem[]> {
  const { findPlace } = await import('../state/find-place.ts');
  const { compare } = await import('../state/high-water-mark.ts');
  const { waiting, bound } = await store.read(async (db) => ({
    waiting: await countWaiting(db),
    bound: await readBinding(db),
  }));
  const unwritten = (place: string, reason: string) =>
    createProblem('journal-unwritten', { place, waiting, reason });
  try {
    const settings = await placeSettings(context, newsletter);
    const { place, kind } = await findPlace(store, settings, { reachesPeople: false });
    try {
      const found = await compare(store, place);
      // Withdrawals may wait as long as the ledger has no place for its journal.
      const mayWait = kind === 'inside' && bound.place === '';
      return [
        ...(found.verdict === 'behind'
          ? [createProblem('ledger-restored', { place: place.name, why: found.why })]
          : []),
        ...(found.verdict === 'elsewhere' && kind !== 'inside'
          ? [createProblem('mark-elsewhere', { place: place.name })]
          : []),
        ...(waiting > 0 && !mayWait ? [unwritten(place.name, 'the last command could not write there')] : []),
      ];
    } finally {
      await place.close();
    }
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return [...error.problems, ...(waiting > 0 ? [unwritten('its place', 'it cannot be read either')] : [])];
  }
}

/** Converts these problems to open ends, without duplicates. */
export function ledgerEnds(problems: readonly Problem[]): OpenEnd[] {
  const reasons = problems.flatMap(({ code }) => reasonOf[code] ?? []);
  return [...new Set(reasons)].map((reason) => ({ reason, issue: '' }));
}

const reasonOf: Partial<Record<Problem['code'], OpenEnd['reason']>> = {
  'ledger-restored': 'ledger',
  'mark-elsewhere': 'ledger',
  'mark-failed': 'mark',
  'journal-unwritten': 'journal',
};
