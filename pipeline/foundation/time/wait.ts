/**
 * Resolves after `ms` milliseconds, or as soon as the signal aborts. Code that waits gets this function as an
 * argument, so that tests need not wait.
 */
export type Wait = (ms: number, signal?: AbortSignal) => Promise<void>;

/** The longest delay of a Node timer, in milliseconds: about 24 days. */
const longestTimer = 2 ** 31 - 1;

/**
 * Does not use the promise timer of Node, which would create an error for each aborted signal: every commit
 * aborts one.
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
