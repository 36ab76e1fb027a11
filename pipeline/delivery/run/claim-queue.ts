import { type Claim, type ClaimedDelivery, claim } from '../ledger/claim.ts';
import { voidLeasesOfDead } from '../ledger/dead-processes.ts';
import { readOutlook } from '../ledger/outlook.ts';
import type { RunScope } from './begin-run.ts';
import { retry } from './retry.ts';

/** How a run ended. */
export type RunEnd =
  /** Every delivery is settled. */
  | { readonly kind: 'finished' }
  /** The remaining deliveries are due later than the run may wait. */
  | { readonly kind: 'waiting'; readonly nextAt: number }
  /** A person or the circuit breaker stopped the dispatch. */
  | { readonly kind: 'paused' | 'held' | 'cancelled'; readonly reason: string | undefined }
  /** The server could not be reached. */
  | { readonly kind: 'unreachable' }
  /** A signal stopped the run. */
  | { readonly kind: 'stopped' }
  /** The run cannot continue; it rejects with the error. */
  | { readonly kind: 'failed'; readonly error: unknown };

interface QueueOptions extends RunScope {
  /** Whether a delivery to this domain would only wait at its gate. */
  readonly isCongested: (domain: string) => boolean;
}

/**
 * How often to check whether another process has released a delivery, in ms. Most attempts end soon, so the first
 * checks follow each other quickly, and each interval is longer than the one before.
 */
const shortestPoll = 50;
const longestPoll = 1_000;
const pollGrowth = 1.25;

/**
 * The deliveries that this run has claimed. The queue hands them to the connections one by one and claims
 * more in the ledger before it is empty. It ends when nothing is left, when the remaining deliveries are due
 * too late for this run, or when the run is stopped. Deliveries that would only wait at their gate stay in
 * the queue.
 */
export class ClaimQueue {
  readonly #options: QueueOptions;
  readonly #held: ClaimedDelivery[] = [];
  readonly #handedOut = new Set<number>();
  readonly #ending = new AbortController();
  #refilling: Promise<unknown> | undefined;
  /** The last claim in the ledger, which may still be under way. */
  #claiming: Promise<Claim> | undefined;
  /** Whether the ledger may have more deliveries that are due now, as the last claim saw it. */
  #hasMore = true;
  #pollInterval = shortestPoll;
  #wake: () => void = () => {};
  #end: RunEnd | undefined;

  constructor(options: QueueOptions) {
    this.#options = options;
  }

  /** How the run ended; undefined while it is running. */
  get end(): RunEnd | undefined {
    return this.#end;
  }

  /** Aborted when the run ends, for whatever reason. */
  get ending(): AbortSignal {
    return this.#ending.signal;
  }

  /** Returns the next delivery to attempt; undefined when the run is over. */
  async next(): Promise<ClaimedDelivery | undefined> {
    for (;;) {
      if (this.#end) return undefined;
      const delivery = this.peek();
      if (delivery) return this.take(delivery);
      if (!this.#refilling) this.#begin(this.#refill());
      await this.#refilling;
    }
  }

  /** The delivery that will be handed out next, if it is claimed already. */
  peek(): ClaimedDelivery | undefined {
    return this.#end ? undefined : this.#held.find(({ domain }) => !this.#options.isCongested(domain));
  }

  /** Hands out a claimed delivery. */
  take(delivery: ClaimedDelivery): ClaimedDelivery {
    this.#held.splice(this.#held.indexOf(delivery), 1);
    this.#handedOut.add(delivery.id);
    this.#claimEarly();
    return delivery;
  }

  /** Up to `count` deliveries that will be handed out next. */
  upcoming(count: number): ClaimedDelivery[] {
    const next: ClaimedDelivery[] = [];
    for (const delivery of this.#held) {
      if (next.length === count) break;
      if (!this.#options.isCongested(delivery.domain)) next.push(delivery);
    }
    return next;
  }

  /** Call it once a delivery's outcome is in the ledger. */
  done(id: number): void {
    this.#handedOut.delete(id);
  }

  /** The deliveries that this process holds, so that it can renew their leases. */
  get inHand(): number[] {
    return [...this.#held.map(({ id }) => id), ...this.#handedOut];
  }

  /** Ends the run: no more deliveries are handed out. Only the first call counts. */
  stop(end: RunEnd): void {
    this.#end ??= end;
    this.#ending.abort();
    this.#wake();
  }

  /** Call it when a delivery was settled, because the queue may be waiting for that. */
  wake(): void {
    this.#wake();
  }

  /**
   * Removes and returns claimed deliveries that are no longer wanted: all of them, or those to one domain. Waits
   * for a claim that is still being written, because its deliveries may be among them.
   */
  async drain(domain?: string): Promise<ClaimedDelivery[]> {
    await Promise.allSettled([this.#claiming]);
    const all = this.#held.splice(0);
    this.#held.push(...all.filter((delivery) => domain !== undefined && delivery.domain !== domain));
    return all.filter((delivery) => domain === undefined || delivery.domain === domain);
  }

  #begin(refill: Promise<unknown>): void {
    this.#refilling = refill.finally(() => {
      this.#refilling = undefined;
    });
  }

  /**
   * Claims more once the queue is half empty. A connection can send the next envelope ahead only if the queue has a
   * delivery for it, and otherwise waits for the server once more. With a pace, nothing is sent ahead.
   */
  #claimEarly(): void {
    const { claimSize, pace } = this.#options.settings;
    if (pace || this.#end || this.#refilling || !this.#hasMore || this.#held.length > claimSize / 2) return;
    this.#begin(
      this.#claim([]).catch((error) => {
        this.stop({ kind: 'failed', error });
      }),
    );
  }

  async #refill(): Promise<void> {
    const { settings } = this.#options;
    const woken = new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
    // The held deliveries go to congested domains. Once there are enough of them, the queue only waits for
    // their turn.
    if (this.#held.length >= settings.claimSize) return woken;
    const claimed = await this.#claim([...new Set(this.#held.map(({ domain }) => domain))]);
    if (claimed === 0 && !this.#hasMore) await (this.#held.length > 0 ? woken : this.#waitForMore(woken));
  }

  /** Claims deliveries that are due, except for those to some domains, and returns their number. */
  async #claim(except: readonly string[]): Promise<number> {
    const { store, dispatch, epoch, settings, clock, wait } = this.#options;
    const { claimSize: limit, claimLease: lease } = settings;
    const { maxAge } = settings.retry;
    this.#claiming = retry(wait, () =>
      claim(store, { dispatch, epoch, now: clock(), limit, lease, maxAge, except, inHand: this.inHand }),
    );
    const { claimed, hasMore } = await this.#claiming;
    this.#held.push(...claimed);
    this.#hasMore = hasMore;
    if (claimed.length > 0) this.#pollInterval = shortestPoll;
    return claimed.length;
  }

  async #waitForMore(woken: Promise<void>): Promise<void> {
    const { store, dispatch, epoch, settings, clock, wait } = this.#options;
    const busy = this.#handedOut.size > 0;
    const outlook = await retry(wait, () => readOutlook(store, dispatch, busy ? epoch : undefined));
    const { state, reason, open, elsewhere, nextAt } = outlook;
    if (state !== 'active') return this.stop({ kind: state, reason });
    if (open === 0) return this.stop({ kind: 'finished' });
    if (elsewhere > 0 && (await voidLeasesOfDead(store, dispatch))) return;
    const delay = nextAt === undefined ? Number.POSITIVE_INFINITY : Math.max(0, nextAt - clock());
    if (!busy && nextAt !== undefined && delay > settings.patience)
      return this.stop({ kind: 'waiting', nextAt });
    const longest = elsewhere > 0 ? Math.min(delay, this.#pollInterval) : delay;
    if (elsewhere > 0) this.#pollInterval = Math.min(Math.ceil(this.#pollInterval * pollGrowth), longestPoll);
    // Another process may have released a delivery that this one still sees as held.
    const shortest = busy ? shortestPoll : 0;
    // The run does not wait for deliveries that are due too late, but it does wait for the outcomes of its
    // own attempts.
    if (longest > settings.patience) return woken;
    await Promise.race([woken, wait(Math.max(shortest, longest), this.#ending.signal)]);
  }
}
