import type { Weights } from './adjustable.ts';
import type { CatalogueData, ProblemCode } from './catalogue.ts';
import type { Place } from './place.ts';
import { createProblem, type Problem, type ProblemOptions } from './problem.ts';

/** What `newsletter.yaml` turned off, and how often it was found. */
export interface Silenced {
  readonly code: ProblemCode;
  readonly reason: string;
  readonly count: number;
}

/** What a report and those made from it have in common. */
interface Shared {
  weights: Weights;
  readonly silenced: Map<ProblemCode, Silenced>;
}

/** Collects the problems of a run: a reader continues after each, so that one run reports all of them. */
export class Report {
  readonly problems: Problem[];
  readonly #isQuiet: (place: Place) => boolean;
  readonly #shared: Shared;

  constructor(
    problems: Problem[] = [],
    isQuiet: (place: Place) => boolean = () => false,
    shared: Shared = { weights: {}, silenced: new Map() },
  ) {
    this.problems = problems;
    this.#isQuiet = isQuiet;
    this.#shared = shared;
  }

  add<Code extends ProblemCode>(
    code: Code,
    data: CatalogueData<Code>,
    place?: Place | { file: string },
    options?: ProblemOptions,
  ): void {
    if (place && 'source' in place && this.#isQuiet(place)) return;
    const { weights, silenced } = this.#shared;
    const weight = Object.hasOwn(weights, code) ? weights[code] : undefined;
    if (weight?.severity === 'off') {
      const count = (silenced.get(code)?.count ?? 0) + 1;
      silenced.set(code, { code, reason: weight.reason, count });
      return;
    }
    const weighed = weight && { severity: weight.severity, reason: weight.reason };
    this.problems.push(createProblem(code, data, place, { ...options, ...weighed }));
  }

  /** From here on, problems have the severities that `newsletter.yaml` gives their codes. */
  weigh(weights: Weights = {}): void {
    this.#shared.weights = weights;
  }

  /** The same report without problems at such places: it has what is wrong with them. */
  except(isQuiet: (place: Place) => boolean): Report {
    return new Report(this.problems, (place) => this.#isQuiet(place) || isQuiet(place), this.#shared);
  }

  /** How many errors there are so far. */
  get errors(): number {
    return this.problems.filter((problem) => problem.severity === 'error').length;
  }

  /** What was found and not reported, by code. */
  get silenced(): readonly Silenced[] {
    return [...this.#shared.silenced.values()];
  }
}
