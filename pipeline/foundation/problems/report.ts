import type { CatalogueData, ProblemCode } from './catalogue.ts';
import type { Place } from './place.ts';
import { createProblem, type Problem, type ProblemOptions } from './problem.ts';

/** Collects the problems of a run. Readers continue after a problem, so that a run reports all of them. */
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

  /** The same report, which ignores further problems at such places: the first one explains them. */
  except(isQuiet: (place: Place) => boolean): Report {
    return new Report(this.problems, (place) => this.#isQuiet(place) || isQuiet(place));
  }

  /** How many errors there are so far. */
  get errors(): number {
    return this.problems.filter((problem) => problem.severity === 'error').length;
  }
}
