import type { Store } from '../store/store.ts';
import { type ClaimedDelivery, claim } from './ledger/claim.ts';
import { voidLeasesOfDead } from './ledger/dead-processes.ts';
import { readOutlook } from './ledger/outlook.ts';
import type { DeliverySettings } from './settings.ts';
import type { Wait } from './wait.ts';

/** How a run came to its end. */
export type RunEnd =
  /** Every delivery is settled. */
  | { readonly kind: 'finished' }
  /** The rest is due later than the run may wait. */
  | { readonly kind: 'waiting'; readonly nextAt: number }
  /** A person or the circuit breaker halted the dispatch. */
  | { readonly kind: 'paused' | 'cancelled'; readonly reason: string | undefined }
  /** The server could not be reached. */
  | { readonly kind: 'unreachable' }
  /** The run was told to stop. */
  | { readonly kind: 'stopped' }
  /** The run cannot go on; it rejects with the error. */
  | { readonly kind: 'failed'; readonly error: unknown };

export interface QueueOptions {
  readonly store: Store;
  readonly dispatch: number;
  readonly epoch: number;
  readonly settings: DeliverySettings;
  readonly clock: () => number;
  readonly wait: Wait;
}

/** How often it is looked whether another process gave something back, in ms. */
const pollInterval = 1_000;

/** Hands out what is due, claims more when it runs dry, and knows when there is nothing left to wait for. */
export class DeliveryQueue {
  readonly #options: QueueOptions;
  readonly #held: ClaimedDelivery[] = [];
  readonly #stopping = new AbortController();
  #refilling: Promise<void> | undefined;
  #wake: () => void = () => {};
  #end: RunEnd | undefined;

  constructor(options: QueueOptions) {
    this.#options = options;
  }

  /** How it ended, once it did. */
  get end(): RunEnd | undefined {
    return this.#end;
  }

  /** The next delivery to attempt; undefined when the run is over. */
  async next(): Promise<ClaimedDelivery | undefined> {
    for (;;) {
      if (this.#end) return undefined;
      const delivery = this.#held.shift();
      if (delivery) return delivery;
      this.#refilling ??= this.#refill().finally(() => {
        this.#refilling = undefined;
      });
      await this.#refilling;
    }
  }

  /** Ends the run: nothing more is handed out. The first reason stands. */
  stop(end: RunEnd): void {
    this.#end ??= end;
    this.#stopping.abort();
    this.#wake();
  }

  /** Something was settled: what the queue waits for may have come. */
  wake(): void {
    this.#wake();
  }

  /** What was claimed and is not wanted any more. */
  drain(): ClaimedDelivery[] {
    return this.#held.splice(0);
  }

  async #refill(): Promise<void> {
    const { store, dispatch, epoch, settings, clock } = this.#options;
    const woken = new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
    const outlook = await readOutlook(store, dispatch, epoch);
    if (outlook.state !== 'active') return this.stop({ kind: outlook.state, reason: outlook.reason });
    const { claimSize: limit, claimLease: lease } = settings;
    const { maxAge } = settings.retry;
    const claimed = await claim(store, { dispatch, epoch, now: clock(), limit, lease, maxAge });
    if (claimed.length > 0) {
      this.#held.push(...claimed);
      return;
    }
    await this.#waitForMore(woken);
  }

  async #waitForMore(woken: Promise<void>): Promise<void> {
    const { store, dispatch, epoch, settings, clock, wait } = this.#options;
    const { open, mine, elsewhere, nextAt } = await readOutlook(store, dispatch, epoch);
    if (open === 0) return this.stop({ kind: 'finished' });
    if (elsewhere > 0) await voidLeasesOfDead(store, dispatch);
    const delay = nextAt === undefined ? Number.POSITIVE_INFINITY : Math.max(0, nextAt - clock());
    if (mine === 0 && nextAt !== undefined && delay > settings.patience)
      return this.stop({ kind: 'waiting', nextAt });
    const longest = Math.min(delay, elsewhere > 0 ? pollInterval : settings.patience);
    // With nothing due, the end of one of this process's own attempts is all there is to wait for.
    if (nextAt === undefined || (mine > 0 && longest < delay && elsewhere === 0)) return woken;
    await Promise.race([woken, wait(longest, this.#stopping.signal)]);
  }
}
