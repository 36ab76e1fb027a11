import { setImmediate } from 'node:timers/promises';
import type { WaitingGate } from '../ledger/admit.ts';
import { type CommittedBatch, commitBatch } from '../ledger/commit-batch.ts';
import type { Settlement } from '../ledger/write-settlements.ts';
import type { RunScope } from './begin-run.ts';
import { retry } from './retry.ts';
import { sendingLease } from './settings.ts';

interface GroupCommitOptions extends RunScope {
  /**
   * Called with the number of each commit, before the gates of that commit open. Throws when nothing more may
   * be sent.
   */
  readonly record: (sequence: number) => void;
  /** Whether gates may wait for more of them, because the connections have to wait for their next messages anyway. */
  readonly mayWait: () => boolean;
  /** Called after each commit, once it is on disk. */
  readonly onCommit: (committed: CommittedBatch & { settlements: readonly Settlement[] }) => void;
  /** Called when the ledger cannot be written. The run has to end then. */
  readonly onFailure: (error: unknown) => void;
}

/**
 * Collects the gates and settlements of all connections and commits them together, because committing a hundred
 * rows takes the disk as long as committing one. While one commit is written, the work for the next one arrives.
 *
 * The order matters: the settlement of a connection is in the same commit as its next gate, or in an earlier
 * one. So a crash leaves at most one delivery per connection in doubt. After the first failed commit, no gate
 * opens any more.
 */
export class GroupCommit {
  readonly #options: GroupCommitOptions;
  #gates = new Map<number, Gate>();
  #settlements: Settlement[] = [];
  #running: Promise<void> | undefined;
  #failure: unknown;
  #refusing = false;
  /** When the waiting gates ask again, in ms since 1970. New gates and settlements do not wait for that. */
  #retryAt = 0;
  /** Ends the wait for the turn of a gate, while there is such a wait. */
  #arrival: AbortController | undefined;
  /** Ends the wait for more gates at this number of them. */
  #gathering: { readonly enough: number; readonly arrival: AbortController } | undefined;

  constructor(options: GroupCommitOptions) {
    this.#options = options;
  }

  /** The error that made the ledger unwritable, if there was one. */
  get failure(): unknown {
    return this.#failure;
  }

  /**
   * Resolves to true once the row is `sending` on disk, or to false when the message must not be sent. If a
   * message ends while it waits for its turn, no gate is requested for it, and its row stays claimed until
   * its outcome is settled.
   */
  gate({ id, domain }: WaitingGate, message: { readonly isAlive: boolean }): Promise<boolean> {
    if (this.#failure) return Promise.resolve(false);
    return new Promise((resolve) => {
      this.#gates.set(id, { id, domain, message, resolve, postponed: false });
      this.#schedule();
      if (this.#gathering && this.#gates.size >= this.#gathering.enough)
        this.#gathering.arrival.abort('enough gates wait');
    });
  }

  /** Records an attempt's outcome with the next commit. */
  settle(settlement: Settlement): void {
    this.#settlements.push(settlement);
    this.#schedule();
  }

  /**
   * Whether a message to this domain would have to wait for its turn, because another message is already
   * waiting.
   */
  isCongested(domain: string): boolean {
    const { pace } = this.#options.settings;
    if (!pace) return false;
    const waits = [...this.#gates.values()].filter(({ postponed }) => postponed);
    const isWhole = pace.perSecond !== undefined || pace.warmUp !== undefined;
    return waits.length > 0 && (isWhole || waits.some((gate) => gate.domain === domain));
  }

  /** Makes gates give their delivery back from now on instead of waiting for their turn. */
  refuseWaiting(): void {
    this.#refusing = true;
    this.#schedule();
    this.#arrival?.abort('new work');
  }

  /**
   * Resolves when all gates and settlements handed in so far are on disk. Rejects when they could not be
   * written.
   */
  async flush(): Promise<void> {
    while (this.#running) await this.#running;
    if (this.#failure) throw this.#failure;
  }

  get #hasWork(): boolean {
    return !this.#failure && (this.#gates.size > 0 || this.#settlements.length > 0);
  }

  #schedule(): void {
    if (this.#running) this.#arrival?.abort('new work');
    else if (this.#hasWork) this.#running = this.#run();
  }

  async #run(): Promise<void> {
    const { clock, wait } = this.#options;
    try {
      while (this.#hasWork) {
        const waiting =
          this.#settlements.length === 0 && [...this.#gates.values()].every((gate) => gate.postponed);
        if (waiting && !this.#refusing) {
          this.#arrival = new AbortController();
          await wait(Math.max(1, this.#retryAt - clock()), this.#arrival.signal);
          this.#arrival = undefined;
        }
        await this.#gather();
        await this.#commit();
      }
    } finally {
      // Set in the same turn as the last check for work, so that work that arrives later starts a new run.
      this.#running = undefined;
    }
  }

  /**
   * Waits for one turn of the event loop: the gates of all connections whose replies have already arrived join
   * this commit. It waits for another turn while more of them arrive, and for the commit interval if that delays no
   * message. Outcomes alone delay none.
   */
  async #gather(): Promise<void> {
    const { settings, mayWait } = this.#options;
    let before = this.#gates.size;
    await setImmediate();
    if (!this.#refusing && [...this.#gates.values()].every((gate) => gate.postponed))
      await this.#waitForGates(this.#gates.size + 1);
    while (this.#gates.size > before && this.#gates.size < settings.connections) {
      before = this.#gates.size;
      await setImmediate();
    }
    if (!this.#refusing && this.#gates.size < settings.connections && mayWait())
      await this.#waitForGates(settings.connections);
  }

  async #waitForGates(enough: number): Promise<void> {
    const { settings, wait } = this.#options;
    const arrival = new AbortController();
    this.#gathering = { enough, arrival };
    await wait(settings.commitInterval, arrival.signal);
    this.#gathering = undefined;
  }

  async #commit(): Promise<void> {
    const gates = this.#takeGates();
    const settlements = this.#settlements;
    this.#settlements = [];
    if (gates.size === 0 && settlements.length === 0) return;
    try {
      const committed = await this.#write([...gates.values()], settlements);
      this.#options.record(committed.sequence);
      for (const gate of gates.values()) {
        if (committed.postponed.has(gate.id)) this.#gates.set(gate.id, { ...gate, postponed: true });
        else gate.resolve(committed.open.has(gate.id));
      }
      this.#retryAt = committed.retryAt;
      this.#options.onCommit({ ...committed, settlements });
    } catch (error) {
      this.#failure = error;
      for (const { resolve } of [...gates.values(), ...this.#gates.values()]) resolve(false);
      this.#gates.clear();
      this.#options.onFailure(error);
    }
  }

  /** Takes the gates for the next commit. The gates of messages that have ended are closed without it. */
  #takeGates(): Map<number, Gate> {
    const gates = this.#gates;
    this.#gates = new Map();
    for (const { id, message, resolve } of gates.values()) {
      if (message.isAlive) continue;
      gates.delete(id);
      resolve(false);
    }
    return gates;
  }

  #write(gates: readonly Gate[], settlements: readonly Settlement[]): Promise<CommittedBatch> {
    const { store, dispatch, epoch, settings, clock, wait } = this.#options;
    return retry(wait, (again) =>
      commitBatch(store, {
        dispatch,
        epoch,
        now: clock(),
        gates: [...gates].sort((a, b) => a.id - b.id),
        settlements,
        pace: settings.pace,
        refuse: this.#refusing,
        sendingLease: sendingLease(settings),
        again,
      }),
    );
  }
}

interface Gate extends WaitingGate {
  readonly message: { readonly isAlive: boolean };
  readonly resolve: (open: boolean) => void;
  /** Whether an earlier commit told the gate to wait for its turn. */
  readonly postponed: boolean;
}
