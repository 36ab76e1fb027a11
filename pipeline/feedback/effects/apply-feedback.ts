import { settleDispatch } from '../../delivery/suppression/settle-dispatch.ts';
import { day } from '../../foundation/time/durations.ts';
import type { ReturnPaths } from '../../messages/return-path.ts';
import type { Database, Store } from '../../store/store.ts';
import type { Links } from '../../subscribers/links/links.ts';
import type { SuppressionList, Withdrawal } from '../../subscribers/suppression-list.ts';
import type { FeedbackEvent } from '../feedback-event.ts';
import { type AppliedEvent, applyEvent } from './apply-event.ts';
import type { Cause } from './cause-of.ts';
import { effectOf } from './effects-table.ts';
import { createFinder } from './find-delivery.ts';
import { pauseRefused, slowDomains } from './steer-dispatches.ts';
import {
  claimWaiting,
  countWaiting,
  giveUpWaiting,
  readApplied,
  readDue,
  storeEvent,
} from './stored-events.ts';

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
  /** All events whose delivery is not found, or whose outcome is not recorded yet. They are tried again. */
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
  const due = await store.read((db) => readDue(db, clock(), batchSize));
  const applied: AppliedEvent[] = [];
  for (let at = 0; at < events.length; at += batchSize)
    applied.push(...(await applyBatch(events.slice(at, at + batchSize), true, options)));
  applied.push(...(await applyBatch(due, false, options)));

  const dispatches = new Set(
    applied.flatMap(({ effect, dispatch }) =>
      dispatch !== undefined && (effect?.reader === 'verdict' || effect?.reader === 'soft') ? [dispatch] : [],
    ),
  );
  await slowDomains(store, clock());
  const paused = await pauseRefused(store, clock());
  let suppressed = 0;
  for (const dispatch of dispatches)
    suppressed += (await settleDispatch(store, dispatch, clock(), suppressions)).suppressed;
  const count = (fate: AppliedEvent['fate']) => applied.filter((each) => each.fate === fate).length;
  const affected = (effect: AppliedEvent['reader']) =>
    applied.filter(({ reader }) => reader === effect).length;
  return {
    applied: count('applied'),
    repeated: count('repeated'),
    waiting: await store.read(countWaiting),
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
): Promise<AppliedEvent[]> {
  if (events.length === 0) return [];
  const now = clock();
  const finder = await store.read((db) => createFinder(db, events, { returnPaths, now }));
  return store.transaction(async (db) => {
    const done: AppliedEvent[] = [];
    const withdrawals: Withdrawal[] = [];
    for (const event of events) {
      if (areNew && !(await storeEvent(db, event, now))) {
        done.push(await repeat(db, event));
        continue;
      }
      if (!areNew && !(await claimWaiting(db, event, { kind: store.kind, now }))) continue;
      const result = await applyEvent(db, event, { finder, links, suppressions, now, kind: store.kind });
      withdrawals.push(...(result.withdrawals ?? []));
      done.push(result);
    }
    if (!areNew) await giveUpWaiting(db, { now, patience });
    await suppressions.record(db, withdrawals);
    return done;
  });
}

/** The process that applied the event may have ended before the verdict on its dispatch. */
async function repeat(db: Database, event: FeedbackEvent): Promise<AppliedEvent> {
  const stored = await readApplied(db, event);
  if (stored?.dispatch == null) return { event, fate: 'repeated' };
  const effect = effectOf(stored.kind, (stored.cause ?? undefined) as Cause | undefined);
  return { event, fate: 'repeated', effect, dispatch: stored.dispatch };
}
