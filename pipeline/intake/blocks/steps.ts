import { fail } from '../../foundation/problems/problem.ts';

/** The most elements that one text may have. A spreadsheet of 10,000 rows has as many. */
const mostElements = 100_000;

/**
 * Counts the work of a conversion, so that tests can hold it against the length of the text without a clock,
 * and refuses a text with too many elements.
 */
export class Steps {
  count = 0;
  #elements = 0;

  take(some = 1): void {
    this.count += some;
  }

  /** Throws if there are too many elements. */
  takeElement(): void {
    this.count += 1;
    this.#elements += 1;
    if (this.#elements > mostElements) fail('intake-too-large', { most: mostElements });
  }
}
