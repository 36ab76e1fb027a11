import { minute, second } from '../foundation/time/durations.ts';
import type { Wait } from '../foundation/time/wait.ts';
import { sleepUntil } from './sleep-until.ts';
import type { Waker } from './waker.ts';

/** How a round ended. */
export interface RoundEnd {
  /** The exit code of `courant run`; undefined when something else ended it. */
  readonly code: number | undefined;
  /** The next moment at which a run has something to do, in milliseconds since 1970. */
  readonly next: number | undefined;
}

export interface Work {
  /** Brings the files up to date. False when it could not, and then no round begins. */
  readonly pull?: (() => Promise<boolean>) | undefined;
  /** Runs `courant run` once, to its end. */
  readonly round: () => Promise<RoundEnd>;
  /** The longest time between two rounds, in ms. */
  readonly every: number;
  /** Ends a sleep early: files have changed, or another machine has begun a dispatch. */
  readonly waker: Waker;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  readonly wait: Wait;
  readonly signal: AbortSignal;
}

/**
 * Starts a round now and whenever there is something to do, until the signal ends it: at the next moment, after a
 * change, when a round has left something for the next one, and at least once in `every`.
 */
export async function keepWorking(work: Work): Promise<void> {
  const { pull, round, every, waker, clock, wait, signal } = work;
  let unfinished = 0;
  while (!signal.aborted) {
    waker.reset();
    const isReady = pull === undefined || (await pull());
    if (signal.aborted) return;
    const end = isReady ? await round() : failedPull;
    unfinished = isUnfinished(end) ? unfinished + 1 : 0;
    if (signal.aborted) return;
    const until = nextStart(end, { now: clock(), every, unfinished });
    await sleepUntil(until, { clock, wait, signal: AbortSignal.any([signal, waker.signal()]) });
  }
}

const failedPull: RoundEnd = { code: undefined, next: undefined };

/** A run that ends with 3 has left something for the next one. */
const isUnfinished = ({ code }: RoundEnd) => code === 3 || code === undefined;

/** The pause after the first unfinished round, in ms. It doubles with each further one. */
const firstPause = 30 * second;
const longestPause = 15 * minute;

/** When the next round starts, in milliseconds since 1970. `unfinished` counts the unfinished rounds in a row. */
export function nextStart(
  { next = Number.POSITIVE_INFINITY }: Pick<RoundEnd, 'next'>,
  { now, every, unfinished }: { readonly now: number; readonly every: number; readonly unfinished: number },
): number {
  const retry = unfinished === 0 ? every : Math.min(firstPause * 2 ** (unfinished - 1), longestPause, every);
  return Math.min(Math.max(next, now), now + retry);
}
