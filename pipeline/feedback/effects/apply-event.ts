import type { FeedbackState } from '../../store/feedback-schema.ts';
import type { Store, Writer } from '../../store/store.ts';
import type { Links } from '../../subscribers/links/links.ts';
import type { SuppressionList, Withdrawal } from '../../subscribers/suppression-list.ts';
import type { FeedbackEvent } from '../feedback-event.ts';
import { causeOf } from './cause-of.ts';
import { type Effect, effectOf } from './effects-table.ts';
import type { Finder, FoundDelivery } from './find-delivery.ts';
import { moveDelivery } from './move-delivery.ts';
import { affectReader, type ReaderEffect } from './reader-effects.ts';

/** What became of an event. */
export interface AppliedEvent {
  readonly event: FeedbackEvent;
  readonly fate: 'applied' | 'repeated' | 'waiting' | 'refused';
  readonly effect?: Effect;
  readonly dispatch?: number | undefined;
  readonly reader?: ReaderEffect | undefined;
  readonly withdrawals?: readonly Withdrawal[];
}

interface ApplyContext {
  readonly finder: Finder;
  readonly links: Pick<Links, 'verify'> | undefined;
  readonly suppressions: SuppressionList;
  readonly kind: Store['kind'];
  readonly now: number;
}

/** States in which the outcome of a delivery is not recorded yet, so its events have to wait. */
const unsettled = ['planned', 'claimed', 'sending', 'deferred'];

/** Applies an event that is stored as waiting, inside the transaction of its batch. */
export async function applyEvent(
  db: Writer,
  event: FeedbackEvent,
  context: ApplyContext,
): Promise<AppliedEvent> {
  const fate = (state: 'waiting' | 'refused'): AppliedEvent => ({ event, fate: state });
  if (event.unsubscribeToken !== undefined) return applyToken(db, event, event.unsubscribeToken, context);
  // Anybody can write a mail in the name of another person.
  const isBareRequest = event.kind === 'unsubscribed' && !event.authenticated;
  const found = isBareRequest ? 'refused' : await context.finder.find(db, event);
  if (found === 'none') return fate('waiting');
  if (found === 'refused') {
    await update(db, event, { state: 'refused', recipient: null });
    return fate('refused');
  }
  const delivery = await lock(db, context.kind, found);
  if (unsettled.includes(delivery.state)) return fate('waiting');
  return applyToDelivery(db, event, delivery, context);
}

async function applyToDelivery(
  db: Writer,
  event: FeedbackEvent,
  { id: delivery, dispatch, subscriber, firstAttemptAt, ...row }: FoundDelivery,
  { suppressions, now }: ApplyContext,
): Promise<AppliedEvent> {
  const effect = effectOf(event.kind, causeOf(event));
  await update(db, event, { state: 'applied', recipient: null, dispatch, delivery, subscriber });
  // The retention of this delivery is over: see `forget-addresses.ts`.
  if (row.domain === 'erased') await update(db, event, { diagnostic: null, return_path: null });
  const state = await moveDelivery(db, { ...row, id: delivery }, now);
  const { reader, withdrawals } = await affectReader(db, event, subscriber, effect.reader, {
    suppressions,
    now,
    dispatch,
    // A wrong clock elsewhere cannot make a message come back before it was sent.
    notBefore: Number(firstAttemptAt ?? 0),
  });
  await update(db, event, {
    moved_from: state === row.state ? null : row.state,
    moved_to: state === row.state ? null : state,
    reader_effect: reader ?? null,
  });
  return { event, fate: 'applied', effect, dispatch, reader, withdrawals };
}

/**
 * A mail to the unsubscribe mailbox. It names the subscriber, and no delivery. Its own date may be wrong, and a wish
 * to leave must not get lost, so it counts from the moment at which it is read.
 */
async function applyToken(
  db: Writer,
  event: FeedbackEvent,
  token: string,
  { links, suppressions, now }: ApplyContext,
): Promise<AppliedEvent> {
  const verdict = links?.verify(token, 'unsubscribe') ?? { problem: 'forged' };
  if ('problem' in verdict) {
    await update(db, event, { state: 'refused', recipient: null });
    return { event, fate: 'refused' };
  }
  const { subscriber, dispatch } = verdict;
  const { reader, withdrawals } = await affectReader(db, event, subscriber, 'unsubscribe', {
    suppressions,
    now,
    dispatch,
    notBefore: now,
  });
  await update(db, event, {
    state: 'applied',
    recipient: null,
    subscriber,
    dispatch: await known(db, dispatch),
    reader_effect: reader ?? null,
  });
  return { event, fate: 'applied', reader, withdrawals };
}

/** The dispatch, unless the ledger lacks it, as after a restore from an older backup. */
async function known(db: Writer, dispatch: number | undefined): Promise<number | null> {
  if (dispatch === undefined) return null;
  const row = await db.selectFrom('dispatches').select('id').where('id', '=', dispatch).executeTakeFirst();
  return row?.id ?? null;
}

/** Reads the delivery again under a lock, because a run may be committing its outcome. */
async function lock(db: Writer, kind: Store['kind'], found: FoundDelivery): Promise<FoundDelivery> {
  if (kind === 'sqlite') return found;
  const { state, reason } = await db
    .selectFrom('deliveries')
    .select(['state', 'reason'])
    .where('id', '=', found.id)
    .forUpdate()
    .executeTakeFirstOrThrow();
  return { ...found, state, reason };
}

async function update(
  db: Writer,
  { source, id }: FeedbackEvent,
  values: {
    state?: FeedbackState;
    recipient?: null;
    diagnostic?: null;
    return_path?: null;
    dispatch?: number | null;
    delivery?: number;
    subscriber?: string;
    moved_from?: string | null;
    moved_to?: string | null;
    reader_effect?: ReaderEffect | null;
  },
): Promise<void> {
  await db
    .updateTable('feedback_events')
    .set(values)
    .where('source', '=', source)
    .where('event', '=', id)
    .execute();
}
