import type { CommandContext } from '../foundation/program/context.ts';
import { plural } from '../foundation/program/report-problems.ts';
import type { Newsletter } from '../publication/newsletter/newsletter-schema.ts';
import type { RetentionReport } from '../subscribers/apply-retention.ts';
import { withLedgerState } from './open-ledger-state.ts';
import { withStore } from './with-store.ts';

/** Takes out the personal data that was kept long enough: part of every run of the schedule. */
export async function keepRetention(
  context: CommandContext,
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

/** What was taken out, in a line; empty when nothing was. */
export function describeRetention({ signups, subscribers, deliveries, consents }: RetentionReport): string {
  const parts = [
    signups > 0 && plural(signups, 'unconfirmed sign-up'),
    subscribers > 0 && plural(subscribers, 'former subscriber'),
    deliveries > 0 && `the address of ${plural(deliveries, 'delivery', 'deliveries')}`,
    consents > 0 && plural(consents, 'old consent'),
  ].filter(Boolean);
  return parts.length === 0 ? '' : `${parts.join(', ')} deleted, as newsletter.yaml says`;
}
