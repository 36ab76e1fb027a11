import type { DispatchState } from '../../store/schema.ts';
import { openStates, type StateCounts, sumStates } from '../ledger/state.ts';

/** The state of a dispatch in one word, with its reasons. */
export interface Standing {
  /**
   * done: nothing is left to do; continues: the next run continues it; person: a person must decide
   * something.
   */
  readonly kind: 'done' | 'continues' | 'person';
  /** The unfinished parts, the most serious first. */
  readonly reasons: readonly StandingReason[];
  /** The number of accepted deliveries, in this run and before. */
  readonly accepted: number;
}

interface StandingReason {
  readonly kind: 'uncertain' | 'rejected' | 'expired' | 'paused' | 'open';
  readonly count: number;
  /** Whether a person has to decide about this reason. Otherwise it is only reported. */
  readonly needsPerson: boolean;
}

/**
 * A person should take a look when at least this share of the recipients is rejected. Every list has a few.
 */
const rejectedLimit = 0.05;

/**
 * The standing of a dispatch. `send`, `run` and `status` print it and derive their exit code from it.
 * `acknowledged` names the states that a person decided to leave as they are.
 */
export function standingOf(
  { state, counts }: { state: DispatchState; counts: StateCounts },
  acknowledged: readonly ('uncertain' | 'rejected')[] = [],
): Standing {
  const open = state === 'cancelled' ? 0 : sumStates(counts, openStates);
  const attempted = counts.accepted + counts.rejected + counts.uncertain + counts.bounced + counts.complained;
  const reasons: StandingReason[] = [
    {
      kind: 'uncertain' as const,
      count: counts.uncertain,
      needsPerson: !acknowledged.includes('uncertain'),
    },
    {
      kind: 'rejected' as const,
      count: counts.rejected,
      needsPerson: counts.rejected / attempted >= rejectedLimit && !acknowledged.includes('rejected'),
    },
    { kind: 'expired' as const, count: counts.expired, needsPerson: false },
    { kind: state === 'paused' ? ('paused' as const) : ('open' as const), count: open, needsPerson: false },
  ].filter(({ count }) => count > 0);
  const kind = reasons.some(({ needsPerson }) => needsPerson) ? 'person' : open > 0 ? 'continues' : 'done';
  return { kind, reasons, accepted: counts.accepted };
}
