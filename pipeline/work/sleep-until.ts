import { second } from '../foundation/time/durations.ts';
import type { Wait } from '../foundation/time/wait.ts';

/**
 * The longest single wait, in ms. A timer stops while the machine is suspended, and does not notice when
 * somebody sets the clock. So a long sleep checks the clock repeatedly.
 */
const longestWait = 30 * second;

interface Sleep {
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  readonly wait: Wait;
  /** Ends the sleep early. */
  readonly signal: AbortSignal;
}

/** Resolves when the clock has reached `until`, in milliseconds since 1970. */
export async function sleepUntil(until: number, { clock, wait, signal }: Sleep): Promise<void> {
  for (let left = until - clock(); left > 0 && !signal.aborted; left = until - clock()) {
    await wait(Math.min(left, longestWait), signal);
  }
}
