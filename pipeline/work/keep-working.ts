import { minute, second } from '../foundation/time/durations.ts';
import type { Wait } from '../foundation/time/wait.ts';
import { sleepUntil } from './sleep-until.ts';
import type { Waker } from './waker.ts';

/** How a round ended. */
export interface RoundEnd {
  /** The exit code of `courant run`; undefined if it ended without one. */
  readonly code: number | undefined;
  /** The next moment at which a run has work to do, in milliseconds since 1970. */
  readonly next: number | undefined;
}

/** A request to start a round, from another process or because a moment has come. */
export interface Call {
  /** Whether the call is only for help with a dispatch that another process began. */
  readonly isHelp: boolean;
  /** Answers the call. If `isDone` is false, another process gets it. */
  end(isDone: boolean): Promise<void>;
}

/** Calls between the processes that work on one database. */
export interface Calls {
  /**
   * Makes exactly one process start a round at a moment (milliseconds since 1970), even if several processes
   * request it.
   */
  callAt(moment: number): Promise<void>;
  /** Calls all other processes that are waiting now. */
  callOthers(): Promise<void>;
  /** Resolves to the next call for this process; undefined when the signal came first. */
  next(signal: AbortSignal): Promise<Call | undefined>;
  close(): Promise<void>;
}

interface Work {
  /** Updates the files. Resolves to false when it failed, and then no round begins. */
  readonly pull?: (() => Promise<boolean>) | undefined;
  /** Runs `courant run` once until it ends. `onDispatch` is called when it begins or continues a dispatch. */
  readonly round: (onDispatch: () => void) => Promise<RoundEnd>;
  /** The longest time between two rounds, in ms. */
  readonly every: number;
  /** Ends a sleep early, because files have changed. */
  readonly waker: Waker;
  /**
   * Left out when this process is the only one, or when the processes of its database do not call each other.
   */
  readonly calls?: Calls | undefined;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  readonly wait: Wait;
  readonly signal: AbortSignal;
}

/**
 * Starts a round now and whenever there is work to do: at the next moment, after a change, when a round has
 * left work for the next one, and at least once per `every`. Resolves when the signal is aborted.
 */
export async function keepWorking(work: Work): Promise<void> {
  const { pull, every, waker, calls, clock, signal } = work;
  let unfinished = 0;
  let call: Call | undefined;
  try {
    while (!signal.aborted) {
      waker.reset();
      const isReady = pull === undefined || (await pull());
      const end = isReady && !signal.aborted ? await startRound(work, call) : nothingRan;
      await call?.end(isReady && !signal.aborted);
      call = undefined;
      if (signal.aborted) return;
      unfinished = isUnfinished(end) ? unfinished + 1 : 0;
      if (calls && end.next !== undefined) await calls.callAt(end.next);
      // One process gets the call. The others check a while later, in case that process died.
      const next = end.next !== undefined && calls ? end.next + patience : end.next;
      call = await sleep(nextStart({ next }, { now: clock(), every, unfinished }), work);
    }
  } finally {
    await call?.end(false);
  }
}

/** In ms. If another process was called for a moment, this one starts the round itself after this time. */
const patience = 30 * second;

function startRound({ round, calls }: Work, call: Call | undefined): Promise<RoundEnd> {
  return round(() => {
    if (!call?.isHelp) void calls?.callOthers();
  });
}

/** Sleeps until a moment, a change or a call. */
async function sleep(until: number, { calls, waker, clock, wait, signal }: Work): Promise<Call | undefined> {
  const awake = new AbortController();
  const ended = AbortSignal.any([signal, waker.signal(), awake.signal]);
  const asleep = sleepUntil(until, { clock, wait, signal: ended });
  if (calls === undefined) {
    await asleep;
    return undefined;
  }
  const called = calls.next(ended);
  await Promise.race([asleep, called]);
  awake.abort();
  await asleep;
  return called;
}

const nothingRan: RoundEnd = { code: undefined, next: undefined };

/** A run that ends with 3 has left work for the next one. */
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
