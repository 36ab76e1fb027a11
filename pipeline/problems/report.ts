import type { CatalogueData, ProblemCode } from './catalogue.ts';
import type { Place } from './place.ts';
import { createProblem, type Problem, type ProblemOptions } from './problem.ts';

/** Collects the problems of a run: a reader goes on after each, so that all of them are told at once. */
export class Report {
  readonly problems: Problem[] = [];

  add<Code extends ProblemCode>(
    code: Code,
    data: CatalogueData<Code>,
    place?: Place | { file: string },
    options?: ProblemOptions,
  ): void {
    this.problems.push(createProblem(code, data, place, options));
  }
}
