import type { StudioEvent } from './protocol.ts';

/** Tells every open page what changed. */
export class EventHub {
  readonly #listeners = new Set<(event: StudioEvent) => void>();

  emit(event: StudioEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  /** Returns how to stop listening. */
  listen(listener: (event: StudioEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** How many pages are open. */
  get size(): number {
    return this.#listeners.size;
  }
}
