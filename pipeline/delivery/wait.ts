import { setTimeout as sleep } from 'node:timers/promises';

/** Resolves after so many ms, or as soon as the signal is aborted. Passed in, so that a test need not wait. */
export type Wait = (ms: number, signal?: AbortSignal) => Promise<void>;

/** The longest that a timer of Node can run, in ms: about 24 days. */
const longestTimer = 2 ** 31 - 1;

export const waitFor: Wait = async (ms, signal) => {
  try {
    await sleep(Math.min(ms, longestTimer), undefined, signal && { signal });
  } catch (error) {
    if (!signal?.aborted) throw error;
  }
};
