import type { DeliveryState } from '../../store/schema.ts';
import type { Writer } from '../../store/store.ts';
import type { Cause } from './cause-of.ts';
import { effectOf } from './effects-table.ts';
import type { FoundDelivery } from './find-delivery.ts';

/** The states that events can lead to. All others are the ledger's own, and stay. */
const movable: readonly DeliveryState[] = ['accepted', 'uncertain', 'bounced', 'complained'];

/**
 * Moves a delivery to the state that follows from the server's reply and all applied events together. So the
 * order in which events arrive makes no difference, and an event can be taken back. Returns the state.
 */
export async function moveDelivery(
  db: Writer,
  { id, state, reason, replyCode }: Pick<FoundDelivery, 'id' | 'state' | 'reason' | 'replyCode'>,
  now: number,
): Promise<DeliveryState> {
  if (!movable.includes(state)) return state;
  const events = await db
    .selectFrom('feedback_events')
    .select(['kind', 'cause'])
    .where('delivery', '=', id)
    .where('state', '=', 'applied')
    .orderBy('at')
    .orderBy('source')
    .orderBy('event')
    .execute();
  const own = ownOutcome(replyCode, reason);
  let next: Outcome = own;
  for (const { kind, cause } of events) {
    const to = effectOf(kind, (cause ?? undefined) as Cause | undefined).moves[next.state];
    // The latest bounce gives the reason, because a server may report a delay as a failure first.
    if (to !== undefined) next = { state: to, reason: to === 'bounced' ? cause : 'reported' };
    else if (kind === 'bounced' && next.state === 'bounced') next = { state: 'bounced', reason: cause };
  }
  if (next.state !== state || next.reason !== reason)
    await db
      .updateTable('deliveries')
      .set({ ...next, updated_at: now })
      .where('id', '=', id)
      .execute();
  return next.state;
}

interface Outcome {
  readonly state: DeliveryState;
  readonly reason: string | null;
}

/**
 * The outcome before any event. Events leave the server's reply in place, so the reply tells whether the server
 * had accepted the message; a transport that looked the message up and has it writes the reason `found`.
 */
function ownOutcome(replyCode: number | null, reason: string | null): Outcome {
  if (replyCode !== null && replyCode >= 200 && replyCode < 300) return { state: 'accepted', reason: null };
  return reason === 'found' ? { state: 'accepted', reason } : { state: 'uncertain', reason: 'no-reply' };
}
