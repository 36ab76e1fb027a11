import type { CatalogueData, ProblemCode } from './catalogue.ts';
import type { Place } from './place.ts';
import { createProblem, type Problem, type ProblemOptions } from './problem.ts';

/** Collects the problems of a run: a reader goes on after each, so that all of them are told at once. */
export class Report {
  readonly problems: Problem[];
  readonly #isQuiet: (place: Place) => boolean;

  constructor(problems: Problem[] = [], isQuiet: (place: Place) => boolean = () => false) {
    this.problems = problems;
    this.#isQuiet = isQuiet;
  }

  add<Code extends ProblemCode>(
    code: Code,
    data: CatalogueData<Code>,
    place?: Place | { file: string },
    options?: ProblemOptions,
  ): void {
    if (place && 'source' in place && this.#isQuiet(place)) return;
    this.problems.push(createProblem(code, data, place, options));
  }

  /** The same report, but nothing more is said of such places: what is wrong with them has been told. */
  except(isQuiet: (place: Place) => boolean): Report {
    return new Report(this.problems, (place) => this.#isQuiet(place) || isQuiet(place));
  }

  /** How many errors there are so far. */
  get errors(): number {
    return this.problems.filter((problem) => problem.severity === 'error').length;
  }
}
