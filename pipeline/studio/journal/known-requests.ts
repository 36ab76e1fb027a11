import type { Journal } from './journal.ts';

/** How many of the latest steps and requests of a history to remember. */
const most = { steps: 20, requests: 500 };

/**
 * The ids of the requests that were carried out. A proxy may send a request twice, and it must be carried out
 * once, also if the studio restarts between the two: the steps in the journal have the ids of their requests.
 */
export class KnownRequests {
  readonly #journal: Journal;
  readonly #ids = new Map<string, Set<string>>();

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  has = (history: string, id: string): boolean => this.#of(history).has(id);

  add(history: string, id: string): void {
    const ids = this.#of(history).add(id);
    const [oldest] = ids;
    if (ids.size > most.requests && oldest !== undefined) ids.delete(oldest);
  }

  forget(history: string): void {
    this.#ids.delete(history);
  }

  #of(history: string): Set<string> {
    const known = this.#ids.get(history);
    if (known !== undefined) return known;
    const steps = this.#journal.steps(history).slice(-most.steps);
    const ids = new Set(steps.flatMap((step) => this.#journal.read(history, step)?.requests ?? []));
    this.#ids.set(history, ids);
    return ids;
  }
}
