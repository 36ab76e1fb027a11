import { deleteAside } from '../feedback/sources/delete-aside.ts';
import type { ProgramContext } from '../foundation/program/context.ts';
import { day } from '../foundation/time/durations.ts';
import type { Newsletter } from '../publication/newsletter/newsletter-schema.ts';
import type { RetentionReport } from '../subscribers/apply-retention.ts';
import { withLedgerState } from './open-ledger-state.ts';
import { orReport } from './or-report.ts';
import { asideFolder } from './read-feedback.ts';
import { withStore } from './with-store.ts';

/** Deletes personal data whose retention period is over. Every scheduled run calls it. */
export async function keepRetention(
  context: ProgramContext,
  { retention }: Newsletter,
): Promise<RetentionReport> {
  const { applyRetention } = await import('../subscribers/apply-retention.ts');
  const now = context.clock().getTime();
  await orReport(context.reporter, () => deleteAside(asideFolder(context), now - retention.returned * day));
  return withStore(context, async (store) => {
    const options = { reachesPeople: false, mustCatchUp: false };
    const report = await withLedgerState(context, store, options, ({ suppressions }) =>
      applyRetention(store, { retention, suppressions, now }),
    );
    await store.purge();
    return report;
  });
}
