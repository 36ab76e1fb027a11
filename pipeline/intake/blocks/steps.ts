import { fail } from '../../foundation/problems/problem.ts';

/** The most elements that one text may have. A spreadsheet of 10,000 rows has as many. */
const mostElements = 100_000;

/** A real text of that many elements takes a fifth of these. */
const mostSteps = 2_000_000;

/**
 * Counts the work of a conversion, so that tests can compare it with the length of the text without a clock,
 * and refuses a text that needs too much.
 */
export class Steps {
  count = 0;
  #elements = 0;
  readonly #most: number;

  constructor(most = mostSteps) {
    this.#most = most;
  }

  /** Throws if there are too many steps. */
  take(some = 1): void {
    this.count += some;
    if (this.count > this.#most) tooLarge();
  }

  /** Throws if there are too many elements. */
  takeElement(): void {
    this.take();
    this.#elements += 1;
    if (this.#elements > mostElements) tooLarge();
  }
}

function tooLarge(): never {
  fail('intake-too-large', { most: mostElements });
}
