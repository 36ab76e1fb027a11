import type { DeliveryState } from '../../store/schema.ts';

/**
 * The states of a delivery, in the order in which reports list them. docs/operator/delivery.md has a diagram.
 */
export const deliveryStates = [
  'planned',
  'claimed',
  'sending',
  'deferred',
  'accepted',
  'rejected',
  'uncertain',
  'skipped',
  'expired',
  'bounced',
  'complained',
] as const satisfies readonly DeliveryState[];

/** The states that a run acts on. Only an operator's decision changes the others. */
export const openStates = ['planned', 'claimed', 'sending', 'deferred'] as const satisfies DeliveryState[];

export type StateCounts = Readonly<Record<DeliveryState, number>>;

/** Counts deliveries by state. A state without deliveries has the count 0. */
export function countStates(rows: Iterable<{ state: DeliveryState; count: number }>): StateCounts {
  const counts = Object.fromEntries(deliveryStates.map((state) => [state, 0])) as Record<
    DeliveryState,
    number
  >;
  for (const { state, count } of rows) counts[state] += count;
  return counts;
}

export function sumStates(counts: StateCounts, states: readonly DeliveryState[] = deliveryStates): number {
  return states.reduce((sum, state) => sum + counts[state], 0);
}
