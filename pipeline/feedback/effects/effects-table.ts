import type { DeliveryState } from '../../store/schema.ts';
import type { FeedbackKind } from '../feedback-event.ts';
import type { Cause } from './cause-of.ts';

/** What an event does. */
export interface Effect {
  /** The state to which a delivery moves from each state. A state that is left out stays as it is. */
  readonly moves: Readonly<Partial<Record<DeliveryState, DeliveryState>>>;
  /**
   * What happens to the subscriber. `verdict`: the address is suppressed if the verdict on the settled dispatch
   * believes the refusal. `soft`: suppressed when it has happened in several dispatches. The others happen at
   * once.
   */
  readonly reader: 'none' | 'verdict' | 'soft' | 'suppress' | 'unsubscribe';
  /** `halt`: the fault is ours, and several such events pause the dispatch. `slow`: the domain gets a pause. */
  readonly dispatch: 'none' | 'halt' | 'slow';
}

/** The message has arrived, so an outcome that nobody knew is known. */
const arrived = { uncertain: 'accepted' } as const;
/** The server took the message and could not deliver it. */
const bounced = { uncertain: 'bounced', accepted: 'bounced' } as const;
const complained = { uncertain: 'complained', accepted: 'complained', bounced: 'complained' } as const;

const nothing: Effect = { moves: {}, reader: 'none', dispatch: 'none' };

/** The effects of every kind of event. Bounces and delays have a row for each cause. */
export const effects: Readonly<
  Record<Exclude<FeedbackKind, 'bounced' | 'delayed'>, Effect> &
    Record<'bounced' | 'delayed', Readonly<Record<Cause, Effect>>>
> = {
  delivered: { ...nothing, moves: arrived },
  'auto-reply': { ...nothing, moves: arrived },
  reply: { ...nothing, moves: arrived },
  complained: { moves: complained, reader: 'suppress', dispatch: 'none' },
  unsubscribed: { ...nothing, moves: arrived, reader: 'unsubscribe' },
  delayed: {
    address: nothing,
    mailbox: nothing,
    policy: nothing,
    throttled: { ...nothing, dispatch: 'slow' },
    greylisted: nothing,
    temporary: nothing,
    refused: nothing,
  },
  bounced: {
    address: { moves: bounced, reader: 'verdict', dispatch: 'none' },
    mailbox: { moves: bounced, reader: 'soft', dispatch: 'none' },
    policy: { moves: bounced, reader: 'none', dispatch: 'halt' },
    throttled: { moves: bounced, reader: 'none', dispatch: 'slow' },
    greylisted: { moves: bounced, reader: 'soft', dispatch: 'none' },
    temporary: { moves: bounced, reader: 'soft', dispatch: 'none' },
    refused: { moves: bounced, reader: 'none', dispatch: 'none' },
  },
};

/** The row for an event. */
export function effectOf(kind: FeedbackKind, cause: Cause | undefined): Effect {
  if (kind === 'bounced' || kind === 'delayed') return effects[kind][cause ?? 'refused'];
  return effects[kind];
}
