import { raiseAlerts } from '../dispatches/alert/raise-alerts.ts';
import { checkLedger, ledgerEnds } from '../dispatches/check-ledger.ts';
import { createProblem, type Problem } from '../foundation/problems/problem.ts';
import type { CommandContext } from '../foundation/program/context.ts';
import type { Newsletter } from '../publication/newsletter/newsletter-schema.ts';
import { describeFailure } from '../state/read-ledger.ts';
import type { Store } from '../store/store.ts';
import { openShared } from './open-shared.ts';

/**
 * Returns a function to call after an attempt to write to the journal, with the problem if it failed. The
 * function alerts people if withdrawals wait for the journal. If the alert fails, it returns a problem and
 * does not throw, because the public pages have to keep working.
 */
export function journalAlerts(context: CommandContext, store: Store, newsletter: () => Newsletter) {
  let isOpen = false;
  return async (problem: Problem | undefined): Promise<Problem | undefined> => {
    if (problem === undefined && !isOpen) return undefined;
    const readAt = context.clock().getTime();
    try {
      const ends = problem === undefined ? [] : ledgerEnds(await checkLedger(context, store));
      const open = ends.filter(({ reason }) => reason === 'journal');
      const among = ['journal'] as const;
      const options = {
        newsletter: newsletter(),
        open,
        readAt,
        among,
        openShared: () => openShared(context),
      };
      const raised = await raiseAlerts(context, store, options);
      isOpen = problem !== undefined;
      return raised.flatMap(({ problems }) => problems)[0];
    } catch (error) {
      return createProblem('alert-unsent', { to: 'the operators', reason: describeFailure(error) });
    }
  };
}
