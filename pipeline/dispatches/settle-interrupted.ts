import { findUnjudged, settleDispatch } from '../delivery/suppression/settle-dispatch.ts';
import { describeTransport } from '../delivery/transports.ts';
import { plural } from '../foundation/problems/plural.ts';
import type { ProgramContext } from '../foundation/program/context.ts';
import type { Store } from '../store/store.ts';
import { withLedgerState } from './open-ledger-state.ts';

/**
 * Judges the refusals of dispatches whose process ended before it could do so, and reports how many addresses
 * this has suppressed.
 */
export async function settleInterrupted(
  context: ProgramContext,
  store: Store,
  transport: string,
): Promise<void> {
  const dispatches = await findUnjudged(store, transport);
  if (dispatches.length === 0) return;
  const { reachesPeople } = describeTransport(transport);
  await withLedgerState(context, store, { reachesPeople, mustCatchUp: false }, async ({ suppressions }) => {
    for (const dispatch of dispatches) {
      const now = context.clock().getTime();
      const { suppressed } = await settleDispatch(store, dispatch, now, suppressions);
      if (suppressed > 0)
        context.reporter.note(
          `A run ended before it could judge its refusals: ${plural(suppressed, 'unknown address', 'unknown addresses')} suppressed. "courant subscribers suppressions" lists them.`,
        );
    }
  });
}
