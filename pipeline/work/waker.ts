/** Ends the sleep between two rounds. A call during a round ends the sleep after it. */
export interface Waker {
  wake(): void;
  /** Forgets earlier calls, because the round that begins now takes care of them. */
  reset(): void;
  /** Aborted by the first call after the last reset. */
  signal(): AbortSignal;
}

export function createWaker(): Waker {
  let controller = new AbortController();
  return {
    wake: () => controller.abort(),
    reset() {
      controller = new AbortController();
    },
    signal: () => controller.signal,
  };
}
