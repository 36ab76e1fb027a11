/**
 * Resolves after `ms` milliseconds, or as soon as the signal is aborted. It is passed in, so that a test need not
 * wait.
 */
export type Wait = (ms: number, signal?: AbortSignal) => Promise<void>;

/** The longest that a timer of Node can run, in ms: about 24 days. */
const longestTimer = 2 ** 31 - 1;

/**
 * Written by hand, because Node's timer creates an error for each aborted signal, and here every commit aborts one.
 */
export const waitFor: Wait = (ms, signal) =>
  new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, Math.min(ms, longestTimer));
    signal?.addEventListener('abort', end);
  });
