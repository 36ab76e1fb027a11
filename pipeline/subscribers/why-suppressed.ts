import type { Database } from '../store/store.ts';
import { allDispatches } from './own-deliveries.ts';
import { type Suppression, type SuppressionReason, suppressedFromAll } from './suppression-list.ts';

/**
 * Why a person gets no mail; undefined when they may get mail. A failed delivery changes only the
 * subscriber's state, because sending does not open the suppression list. In that case the ledger tells
 * whether they complained or their mailbox failed.
 */
export async function whySuppressed(
  db: Database,
  subscriber: { readonly id: string; readonly state: string } | undefined,
  found: readonly Suppression[] | undefined,
): Promise<SuppressionReason | undefined> {
  const listed = suppressedFromAll(found);
  if (listed !== undefined) return listed.reason;
  if (subscriber?.state !== 'suppressed') return undefined;
  const dispatches = await allDispatches(db);
  if (dispatches.length === 0) return 'bounced';
  const complaint = await db
    .selectFrom('deliveries')
    .select('id')
    .where('dispatch', 'in', dispatches)
    .where('subscriber', '=', subscriber.id)
    .where('state', '=', 'complained')
    .limit(1)
    .execute();
  return complaint.length > 0 ? 'complained' : 'bounced';
}

/**
 * Whether only an operator may lift the suppression. A stranger who fills in a form must not be able to send
 * mail to a person who complained.
 */
export function isFinal(reason: SuppressionReason | undefined): boolean {
  return reason === 'complained' || reason === 'operator';
}
