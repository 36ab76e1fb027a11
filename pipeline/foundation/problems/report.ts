import type { Weights } from './adjustable.ts';
import type { CatalogueData, OpenCode, ProblemCode } from './catalogue.ts';
import type { Place } from './place.ts';
import { createProblem, type Problem, type ProblemOptions } from './problem.ts';

/** The codes that `newsletter.yaml` turned off, and how often each was found. */
export interface Silenced {
  readonly code: ProblemCode | OpenCode;
  readonly reason: string;
  readonly count: number;
}

/** One problem that `newsletter.yaml` turned off. */
interface Hidden extends Pick<Problem, 'code' | 'file' | 'line' | 'column'> {
  readonly reason: string;
}

/** The problems of a report as plain data, which can be stored and included in another report. */
export interface Found {
  readonly problems: readonly Problem[];
  readonly hidden: readonly Hidden[];
}

/** The state that a report shares with the reports made from it. */
interface Shared {
  weights: Weights;
  readonly hidden: Hidden[];
}

/**
 * Collects the problems of a run. Code that reads files continues after a problem, so that one run reports
 * all of them.
 */
export class Report {
  readonly problems: Problem[];
  readonly #isQuiet: (place: Place) => boolean;
  readonly #shared: Shared;

  constructor(
    problems: Problem[] = [],
    isQuiet: (place: Place) => boolean = () => false,
    shared: Shared = { weights: {}, hidden: [] },
  ) {
    this.problems = problems;
    this.#isQuiet = isQuiet;
    this.#shared = shared;
  }

  add<Code extends ProblemCode | OpenCode>(
    code: Code,
    data: CatalogueData<Code>,
    place?: Place | { file: string },
    options?: ProblemOptions,
  ): void {
    if (place && 'source' in place && this.#isQuiet(place)) return;
    const { weights, hidden } = this.#shared;
    const weight = Object.hasOwn(weights, code) ? weights[code] : undefined;
    if (weight?.severity === 'off') {
      const { file, line, column } = createProblem(code, data, place);
      const at = { ...(file !== undefined && { file }), ...(line && { line }), ...(column && { column }) };
      hidden.push({ code, reason: weight.reason, ...at });
      return;
    }
    const weighed = weight && { severity: weight.severity, reason: weight.reason };
    this.problems.push(createProblem(code, data, place, { ...options, ...weighed }));
  }

  /** Gives all later problems the severities that `newsletter.yaml` sets for their codes. */
  weigh(weights: Weights = {}): void {
    this.#shared.weights = weights;
  }

  /** A report for the same run that ignores problems at these places, because they were reported before. */
  except(isQuiet: (place: Place) => boolean): Report {
    return new Report(this.problems, (place) => this.#isQuiet(place) || isQuiet(place), this.#shared);
  }

  /** The number of errors so far. */
  get errors(): number {
    return this.problems.filter((problem) => problem.severity === 'error').length;
  }

  /** The problems that were found but are turned off in `newsletter.yaml`. */
  get hidden(): readonly Hidden[] {
    return this.#shared.hidden;
  }

  /** The problems in `hidden`, counted by code. */
  get silenced(): readonly Silenced[] {
    const byCode = Map.groupBy(this.hidden, ({ code }) => code);
    return [...byCode].map(([code, all]) => ({ code, reason: all[0]?.reason ?? '', count: all.length }));
  }

  /**
   * Adds the problems of another report. Problems of shared templates appear in the report of every issue;
   * this includes each of them once.
   */
  include({ problems, hidden }: Found): void {
    for (const problem of problems) if (isNew(problem, this.problems)) this.problems.push(problem);
    for (const each of hidden) if (isNew(each, this.hidden)) this.#shared.hidden.push(each);
  }
}

/** The findings as plain data, without causes, which are objects of this process. */
export function plainFound({ problems, hidden }: Found): Found {
  return { problems: problems.map(({ cause: _, ...problem }) => problem), hidden };
}

function isNew<Each extends Hidden | Problem>(one: Each, others: readonly Each[]): boolean {
  if (!/^(templates|themes|extensions)\//.test(one.file ?? '')) return true;
  const { code, file, line, column } = one;
  const isSame = (each: Each) =>
    each.code === code && each.file === file && each.line === line && each.column === column;
  return !others.some(isSame);
}
