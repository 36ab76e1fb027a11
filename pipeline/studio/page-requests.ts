import { setTimeout as pause } from 'node:timers/promises';

/** How long no page must have requested anything before work in the background continues, in ms. */
const quiet = 60;
/** How long work in the background waits for pages at most, in ms. */
const longest = 500;
/** How long no page must have requested anything before that work begins without a first view, in ms. */
const quietStart = 1000;

/** Counts the requests of pages, so that work in the background can wait for them. */
export class PageRequests {
  #open = 0;
  #endedAt = 0;
  readonly #firstView = Promise.withResolvers<void>();

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

  /** Notes that a page has its first view, or shows none. */
  noteView(): void {
    this.#firstView.resolve();
  }

  /** Resolves when a page has its first view, or when none has requested anything for a while. */
  async untilFirstView(): Promise<void> {
    const timer = setInterval(() => {
      if (this.#isQuiet(quietStart)) this.noteView();
    }, quietStart).unref();
    await this.#firstView.promise;
    clearInterval(timer);
  }

  /** Resolves when no page has requested anything for a moment, at once if that is so already. */
  async untilQuiet(): Promise<void> {
    const last = performance.now() + longest;
    for (;;) {
      if (this.#isQuiet(quiet) || performance.now() >= last) return;
      await pause(quiet);
    }
  }

  /** Whether no page has requested anything for this time in ms. */
  #isQuiet(time: number): boolean {
    return this.#open === 0 && performance.now() - this.#endedAt >= time;
  }
}
