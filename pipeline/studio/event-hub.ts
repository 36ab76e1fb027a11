import type { StudioEvent } from './protocol/events.ts';

/** Reports changes to every open page. */
export class EventHub {
  readonly #listeners = new Set<(event: StudioEvent) => void>();

  emit(event: StudioEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  /** Returns a function that stops listening. */
  listen(listener: (event: StudioEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** How many pages are open. */
  get size(): number {
    return this.#listeners.size;
  }
}
