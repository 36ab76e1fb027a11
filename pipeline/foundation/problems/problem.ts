import {
  type CatalogueData,
  catalogue,
  isOpenCode,
  type OpenCode,
  type OwnText,
  type ProblemCode,
} from './catalogue.ts';
import type { CatalogueEntry, Severity } from './codes/entry.ts';
import { type Place, renderFrame } from './place.ts';

export type { Severity };

/**
 * A problem: what is wrong, where, and how to fix it. `line` and `column` count from 1. Columns count UTF-16
 * units, as in editors.
 */
export interface Problem {
  readonly code: ProblemCode | OpenCode;
  readonly severity: Severity;
  readonly message: string;
  readonly hint?: string;
  /** What the message is about, for a program that says it in other words. */
  readonly data?: unknown;
  /** The reason for this severity, from `newsletter.yaml`. */
  readonly reason?: string;
  /** The path of the file, relative to its root, with forward slashes. */
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly endLine?: number;
  readonly endColumn?: number;
  /** The lines of the source around the place, with a caret under it. */
  readonly frame?: string;
  /** A correction that is safe to make automatically, if there is one. */
  readonly mend?: Mend;
  readonly cause?: unknown;
}

/** The corrected text at a path of the file. */
export interface Mend {
  readonly path: readonly (string | number)[];
  readonly text: string;
  /** The replacement for the problem's range. If it is missing, `text` replaces the whole text. */
  readonly by?: string;
}

export interface ProblemOptions {
  /** Replaces the severity in the catalogue: a mistake in a draft, for example, may be only a warning. */
  severity?: Severity;
  /** The reason for this severity, from `newsletter.yaml`. */
  reason?: string;
  mend?: Mend;
  cause?: unknown;
}

/** Makes a problem with the message and hint of its code. `place` is a range in a source, or just a file. */
export function createProblem<Code extends ProblemCode | OpenCode>(
  code: Code,
  data: CatalogueData<Code>,
  place?: Place | { file: string },
  options: ProblemOptions = {},
): Problem {
  const entry: CatalogueEntry<never> = isOpenCode(code) ? openEntry : catalogue[code as ProblemCode];
  const describe = entry.describe as (data: CatalogueData<Code>) => { message: string; hint?: string };
  return {
    code,
    severity: options.severity ?? entry.severity,
    ...describe(data),
    ...(data === undefined ? {} : { data }),
    ...(options.reason === undefined ? {} : { reason: options.reason }),
    ...(place && locate(place)),
    ...(options.mend === undefined ? {} : { mend: options.mend }),
    ...(options.cause === undefined ? {} : { cause: options.cause }),
  };
}

/** A rule of a publication supplies its own message, hint and severity with each finding. */
const openEntry: CatalogueEntry<OwnText> = { severity: 'warning', describe: (text) => text };

function locate(place: Place | { file: string }): Partial<Problem> {
  if (!('source' in place)) return { file: place.file };
  const start = place.source.position(place.start);
  const end = place.source.position(place.end);
  return {
    file: place.source.file,
    line: start.line,
    column: start.column,
    endLine: end.line,
    endColumn: end.column,
    frame: renderFrame(place.source, start, end),
  };
}

/** Thrown when a run cannot continue. The command line prints the problems and exits with 1. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map((problem) => `${problem.code}: ${problem.message}`).join('\n'));
    this.problems = problems;
  }
}

/** Throws a `ProblemError` of this one problem. */
export function fail<Code extends ProblemCode>(
  code: Code,
  data: CatalogueData<Code>,
  place?: Place | { file: string },
  options?: ProblemOptions,
): never {
  throw new ProblemError([createProblem(code, data, place, options)]);
}

/** The same problem as a warning, so that it does not stop the run. */
export function asWarning(problem: Problem): Problem {
  return { ...problem, severity: 'warning' };
}

export function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some((problem) => problem.severity === 'error');
}

/** Sorts by file, then by place, with errors first at each place: the order in which people fix them. */
export function sortProblems(problems: readonly Problem[]): Problem[] {
  const order = (a: Problem, b: Problem) =>
    compare(a.file ?? '', b.file ?? '') ||
    (a.line ?? 0) - (b.line ?? 0) ||
    (a.column ?? 0) - (b.column ?? 0) ||
    severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
    compare(a.code, b.code);
  return [...problems].sort(order);
}

const severities: readonly Severity[] = ['error', 'warning', 'note'];

export function isSeverity(value: unknown): value is Severity {
  return severities.some((each) => each === value);
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
