import type { ProgramContext } from '../foundation/program/context.ts';
import type { Newsletter } from '../publication/newsletter/newsletter-schema.ts';
import type { RetentionReport } from '../subscribers/apply-retention.ts';
import { withLedgerState } from './open-ledger-state.ts';
import { withStore } from './with-store.ts';

/** Deletes personal data whose retention period is over. Every scheduled run calls it. */
export async function keepRetention(
  context: ProgramContext,
  { retention }: Newsletter,
): Promise<RetentionReport> {
  const { applyRetention } = await import('../subscribers/apply-retention.ts');
  return withStore(context, async (store) => {
    const now = context.clock().getTime();
    const options = { reachesPeople: false, mustCatchUp: false };
    const report = await withLedgerState(context, store, options, ({ suppressions }) =>
      applyRetention(store, { retention, suppressions, now }),
    );
    await store.purge();
    return report;
  });
}
