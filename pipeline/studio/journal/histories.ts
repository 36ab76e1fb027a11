import type { Journal } from './journal.ts';
import type { KnownRequests } from './known-requests.ts';
import { type ChangedText, rebaseSteps } from './rebase-steps.ts';

/** What happens to the histories of issues when their folders move. No issue gets the steps of another one. */
export class Histories {
  readonly #journal: Journal;
  readonly #requests: KnownRequests;

  constructor(journal: Journal, requests: KnownRequests) {
    this.#journal = journal;
    this.#requests = requests;
  }

  /**
   * Moves a history to a new name, after one of its files has changed in a way that is no step of it. The steps
   * can be undone as before, and the paths of their files begin with the new name.
   */
  async move(from: string, to: string, changed: ChangedText): Promise<void> {
    const steps = this.#journal.steps(from).flatMap((step) => {
      const content = this.#journal.read(from, step);
      return content ? { step, content } : [];
    });
    const moved = rebaseSteps(steps, changed).map(({ step, content }) => {
      const changes = content.changes.map((change) => ({
        ...change,
        path: change.path.startsWith(`${from}/`) ? to + change.path.slice(from.length) : change.path,
      }));
      return { step, content: { ...content, changes } };
    });
    this.forget(to);
    try {
      await this.#journal.create(to, moved);
    } catch (error) {
      // The folder has moved already, so an error of the disk costs the issue its undo and nothing else.
      if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    }
    this.forget(from);
  }

  /** Moves a history into a folder outside of the journal. */
  putAway(history: string, folder: string): void {
    this.#journal.putAway(history, folder);
    this.#requests.forget(history);
  }

  /** Moves a history back. If the folder does not exist, the history has no steps. */
  bringBack(history: string, folder: string): void {
    this.forget(history);
    this.#journal.bringBack(history, folder);
  }

  /** Removes all steps of a history, such as those that an earlier issue of the same name may have left. */
  forget(history: string): void {
    this.#journal.forget(history);
    this.#requests.forget(history);
  }
}
