import { setTimeout as pause } from 'node:timers/promises';

/** How long no page must have requested anything before work in the background continues, in ms. */
const quiet = 60;
/** How long work in the background waits for pages at most, in ms. */
const longest = 500;

/** Counts the requests of pages, so that work in the background can wait for them. */
export class PageRequests {
  #open = 0;
  #endedAt = 0;

  /** Counts a request until `work` is done. */
  async during<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#open++;
    try {
      return await work();
    } finally {
      this.#open--;
      this.#endedAt = performance.now();
    }
  }

  /** Resolves when no page has requested anything for a moment, at once if that is so already. */
  async untilQuiet(): Promise<void> {
    const last = performance.now() + longest;
    for (;;) {
      const now = performance.now();
      const isQuiet = this.#open === 0 && now - this.#endedAt >= quiet;
      if (isQuiet || now >= last) return;
      await pause(quiet);
    }
  }
}
