import type { Store } from '../store/store.ts';
import { type CommittedBatch, commitBatch, type Settlement } from './ledger/commit-batch.ts';
import { outlast } from './outlast.ts';
import { type DeliverySettings, sendingLease } from './settings.ts';
import type { Wait } from './wait.ts';

export interface GroupCommitOptions {
  readonly store: Store;
  readonly dispatch: number;
  readonly epoch: number;
  readonly settings: DeliverySettings;
  readonly clock: () => number;
  readonly wait: Wait;
  /** Told of each commit, once it is on disk. */
  readonly onCommit: (committed: CommittedBatch & { settlements: readonly Settlement[] }) => void;
}

/**
 * Gathers the gates and settlements of all connections and commits them together, every couple of milliseconds:
 * a commit waits for the disk, and it waits as long for a hundred rows as for one.
 *
 * Order matters: what a connection settled is in the same commit as its next gate, or in one before. So a crash
 * leaves at most one delivery a connection in doubt. When the ledger cannot be written no gate opens any more.
 */
export class GroupCommit {
  readonly #options: GroupCommitOptions;
  #gates = new Map<number, (open: boolean) => void>();
  #settlements: Settlement[] = [];
  #running: Promise<void> | undefined;
  #failure: unknown;

  constructor(options: GroupCommitOptions) {
    this.#options = options;
  }

  /** What made the ledger unwritable, if anything did. */
  get failure(): unknown {
    return this.#failure;
  }

  /** Resolves once the row says `sending` on disk (true), or must not (false). */
  gate(id: number): Promise<boolean> {
    if (this.#failure) return Promise.resolve(false);
    return new Promise((resolve) => {
      this.#gates.set(id, resolve);
      this.#schedule();
    });
  }

  /** Writes what came of an attempt with the next commit. */
  settle(settlement: Settlement): void {
    this.#settlements.push(settlement);
    this.#schedule();
  }

  /** Resolves when everything handed in so far is on disk; rejects when it could not be written. */
  async flush(): Promise<void> {
    while (this.#running) await this.#running;
    if (this.#failure) throw this.#failure;
  }

  #schedule(): void {
    this.#running ??= this.#run();
  }

  async #run(): Promise<void> {
    try {
      while (!this.#failure && (this.#gates.size > 0 || this.#settlements.length > 0)) {
        await this.#options.wait(this.#options.settings.commitInterval);
        await this.#commit();
      }
    } finally {
      this.#running = undefined;
    }
  }

  async #commit(): Promise<void> {
    const { onCommit } = this.#options;
    const gates = this.#gates;
    const settlements = this.#settlements;
    this.#gates = new Map();
    this.#settlements = [];
    try {
      const committed = await this.#write([...gates.keys()], settlements);
      for (const [id, resolve] of gates) resolve(committed.open.has(id));
      onCommit({ ...committed, settlements });
    } catch (error) {
      this.#failure = error;
      for (const resolve of [...gates.values(), ...this.#gates.values()]) resolve(false);
      this.#gates.clear();
    }
  }

  #write(gates: readonly number[], settlements: readonly Settlement[]): Promise<CommittedBatch> {
    const { store, dispatch, epoch, settings, clock, wait } = this.#options;
    return outlast(wait, (again) =>
      commitBatch(store, {
        dispatch,
        epoch,
        now: clock(),
        gates: [...gates].sort((a, b) => a - b),
        settlements,
        sendingLease: sendingLease(settings),
        again,
      }),
    );
  }
}
