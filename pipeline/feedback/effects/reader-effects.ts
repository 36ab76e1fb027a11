import type { Database, Writer } from '../../store/store.ts';
import { withholdConfirmations } from '../../subscribers/notices.ts';
import { recordConsents } from '../../subscribers/record-consents.ts';
import {
  everything,
  type SuppressionList,
  suppressedFromAll,
  type Withdrawal,
} from '../../subscribers/suppression-list.ts';
import { leaveEverything } from '../../subscribers/unsubscribe.ts';
import type { FeedbackEvent } from '../feedback-event.ts';
import type { Effect } from './effects-table.ts';

/** What happened to the subscriber at once. */
export type ReaderEffect = 'suppressed' | 'unsubscribed';

interface ReaderContext {
  readonly suppressions: SuppressionList;
  readonly now: number;
  /** The dispatch that the event is about, if that is known. */
  readonly dispatch?: number | undefined;
  /** The event cannot have happened before this moment, whatever its own time says. */
  readonly notBefore: number;
}

const none = { reader: undefined, withdrawals: [] };

/**
 * Suppresses or unsubscribes the person, unless they have agreed again since. Returns what happened, with the
 * lines for the journal.
 */
export async function affectReader(
  db: Writer,
  event: FeedbackEvent,
  subscriber: string,
  effect: Effect['reader'],
  context: ReaderContext,
): Promise<{ reader: ReaderEffect | undefined; withdrawals: readonly Withdrawal[] }> {
  if (effect !== 'suppress' && effect !== 'unsubscribe') return none;
  const person = await db
    .selectFrom('subscribers')
    .select(['id', 'normalised', 'state'])
    .where('id', '=', subscriber)
    .executeTakeFirst();
  if (person === undefined || (await hasAgreedSince(db, subscriber, Math.max(event.at, context.notBefore))))
    return none;
  if (effect === 'suppress') return suppressComplainer(db, event, person, context);
  const source = event.source === 'mail' ? 'mailto' : event.source;
  const withdrawals = await leaveEverything(
    db,
    [{ subscriber, source, dispatch: context.dispatch, evidence: evidenceOf(event) }],
    context.now,
  );
  return { reader: withdrawals.length > 0 ? 'unsubscribed' : undefined, withdrawals };
}

/** How the consent ledger names an event. */
export const evidenceOf = ({ source, id }: Pick<FeedbackEvent, 'source' | 'id'>) => `${source} ${id}`;

/** A complaint outranks every other reason but an operator's, so that no form brings the person back. */
async function suppressComplainer(
  db: Writer,
  event: FeedbackEvent,
  { id: subscriber, normalised, state }: { id: string; normalised: string; state: string },
  { suppressions, now }: ReaderContext,
): Promise<{ reader: ReaderEffect | undefined; withdrawals: readonly Withdrawal[] }> {
  const listed = suppressedFromAll((await suppressions.find(db, [normalised])).get(normalised));
  if (listed?.reason === 'operator' || listed?.reason === 'complained') return none;
  await suppressions.lift(db, normalised, everything);
  await suppressions.add(db, [normalised], 'complained', now);
  await withholdConfirmations(db, normalised);
  await db
    .updateTable('subscribers')
    .set({ state: 'suppressed', paused_until: null, updated_at: now })
    .where('id', '=', subscriber)
    .execute();
  if (state === 'active')
    await recordConsents(db, [
      { subscriber, kind: 'withdrawn', source: 'complaint', evidence: evidenceOf(event), at: now },
    ]);
  return { reader: 'suppressed', withdrawals: [{ normalised, kind: 'complained', at: now }] };
}

/** Whether the person agreed after the event, so that it is about an earlier subscription. */
async function hasAgreedSince(db: Database, subscriber: string, at: number): Promise<boolean> {
  const later = await db
    .selectFrom('consents')
    .select('id')
    .where('subscriber', '=', subscriber)
    .where('kind', 'in', ['confirmed', 'added'])
    .where('at', '>', at)
    .limit(1)
    .execute();
  return later.length > 0;
}
