import { settleDispatch } from '../../delivery/suppression/settle-dispatch.ts';
import { day } from '../../foundation/time/durations.ts';
import type { ReturnPaths } from '../../messages/return-path.ts';
import type { Store } from '../../store/store.ts';
import type { Links } from '../../subscribers/links/links.ts';
import type { SuppressionList, Withdrawal } from '../../subscribers/suppression-list.ts';
import type { FeedbackEvent } from '../feedback-event.ts';
import { type AppliedEvent, applyEvent } from './apply-event.ts';
import { createFinder } from './find-delivery.ts';
import { pauseRefused, slowDomains } from './steer-dispatches.ts';
import { giveUpWaiting, readWaiting, storeEvent } from './stored-events.ts';

export interface FeedbackOptions {
  readonly store: Store;
  readonly suppressions: SuppressionList;
  /** Undefined when no return path is configured. */
  readonly returnPaths?: ReturnPaths | undefined;
  /** Verifies the tokens of mails to the unsubscribe mailbox. */
  readonly links?: Pick<Links, 'verify'> | undefined;
  /** In milliseconds since 1970. */
  readonly clock: () => number;
}

/** The number of events with each outcome, including earlier events that were waiting. */
export interface FeedbackOutcome {
  readonly applied: number;
  /** Events that had arrived before. */
  readonly repeated: number;
  /** Events whose delivery is not found, or whose outcome is not recorded yet. They are tried again. */
  readonly waiting: number;
  /** Events with a wrong signature, or that contradict the ledger. They change nothing. */
  readonly refused: number;
  /** Readers who complained; readers who left; readers whom the verdict on a settled dispatch suppressed. */
  readonly complained: number;
  readonly unsubscribed: number;
  readonly suppressed: number;
  /** The dispatches that were paused because a domain refuses us as the sender. */
  readonly paused: readonly number[];
}

/** Small enough that no other transaction has to wait noticeably. */
const batchSize = 200;
/** How long an event waits for its delivery. */
const patience = 7 * day;

/**
 * Applies what came back to deliveries, subscribers and dispatches, as `effects-table.ts` says. An event that
 * came before changes nothing, and the order is irrelevant. An event that finds no delivery, or comes before
 * the outcome of its delivery is recorded, waits for a later call, for at most a week.
 */
export async function applyFeedback(
  reported: readonly FeedbackEvent[],
  options: FeedbackOptions,
): Promise<FeedbackOutcome> {
  const events = reported.map(withoutNul);
  const { store, suppressions, clock } = options;
  const earlier = await store.read((db) => readWaiting(db, batchSize));
  const applied: AppliedEvent[] = [];
  for (let at = 0; at < events.length; at += batchSize)
    applied.push(...(await applyBatch(events.slice(at, at + batchSize), true, options)));
  const stale = clock() - patience;
  applied.push(...(await applyBatch(earlier, false, options, stale)));

  const dispatches = new Set(
    applied.flatMap(({ effect, dispatch }) =>
      dispatch !== undefined && (effect?.reader === 'verdict' || effect?.reader === 'soft') ? [dispatch] : [],
    ),
  );
  await slowDomains(store, applied, clock());
  const paused = await pauseRefused(store, applied, clock());
  let suppressed = 0;
  for (const dispatch of dispatches)
    suppressed += (await settleDispatch(store, dispatch, clock(), suppressions)).suppressed;
  const count = (fate: AppliedEvent['fate']) => applied.filter((each) => each.fate === fate).length;
  const affected = (effect: AppliedEvent['reader']) =>
    applied.filter(({ reader }) => reader === effect).length;
  return {
    applied: count('applied'),
    repeated: count('repeated'),
    waiting: count('waiting'),
    refused: count('refused'),
    complained: affected('suppressed'),
    unsubscribed: affected('unsubscribed'),
    suppressed,
    paused,
  };
}

/** PostgreSQL refuses texts with this character, and one such mail would hold up all others. */
function withoutNul(event: FeedbackEvent): FeedbackEvent {
  const cleaned = Object.entries(event).map(([name, value]) => [
    name,
    typeof value === 'string' ? value.replaceAll('\0', '') : value,
  ]);
  return { ...event, ...Object.fromEntries(cleaned) };
}

async function applyBatch(
  events: readonly FeedbackEvent[],
  areNew: boolean,
  { store, suppressions, returnPaths, links, clock }: FeedbackOptions,
  stale = 0,
): Promise<AppliedEvent[]> {
  if (events.length === 0) return [];
  const now = clock();
  const finder = await store.read((db) => createFinder(db, events, { returnPaths, now }));
  return store.transaction(async (db) => {
    const done: AppliedEvent[] = [];
    const withdrawals: Withdrawal[] = [];
    for (const event of events) {
      if (areNew && !(await storeEvent(db, event, now))) {
        done.push({ event, fate: 'repeated' });
        continue;
      }
      const result = await applyEvent(db, event, { finder, links, suppressions, now, kind: store.kind });
      withdrawals.push(...(result.withdrawals ?? []));
      done.push(result);
    }
    if (stale > 0) await giveUpWaiting(db, stale);
    await suppressions.record(db, withdrawals);
    return done;
  });
}
