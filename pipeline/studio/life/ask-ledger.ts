import { openStates, sumStates } from '../../delivery/ledger/state.ts';
import type { DispatchStatus } from '../../delivery/status/read-status.ts';
import { fail } from '../../foundation/problems/problem.ts';
import type { LifeContext } from './life-context.ts';

/**
 * The dispatches of an issue under all its names, newest first. Fails with `ledger-silent` when the database
 * cannot be read, because then nobody knows whether the issue was sent.
 */
export async function readDispatches(
  { services }: Pick<LifeContext, 'services'>,
  names: readonly string[],
): Promise<readonly DispatchStatus[]> {
  try {
    const store = await services.store();
    if (store === undefined) return [];
    const { readStatus } = await import('../../delivery/status/read-status.ts');
    return await readStatus(store, { issue: names, names: 0, domains: 0, dispatches: 50 });
  } catch (error) {
    return fail('ledger-silent', { issue: names[0] ?? '', reason: (error as Error).message });
  }
}

/** Whether a dispatch has deliveries that a process makes now or at a time that is known. */
export function isRunning({ state, counts }: DispatchStatus): boolean {
  return counts.claimed + counts.sending > 0 || (state === 'active' && sumStates(counts, openStates) > 0);
}
