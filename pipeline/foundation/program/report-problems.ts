import { problemsToJson } from '../problems/print-problems.ts';
import { hasErrors, type Problem } from '../problems/problem.ts';
import type { CommandContext } from './context.ts';
import type { ExitCode } from './exit-code.ts';

export interface Strictness {
  /** Whether warnings count as errors. */
  readonly strict?: boolean | undefined;
}

/** Prints problems for people, and for a pull request where there is one. */
export function reportProblems({ reporter }: CommandContext, problems: readonly Problem[]): void {
  reporter.problems(problems);
}

/** Prints the problems that ended a command; as JSON on the standard output when its result was to be JSON. */
export function reportFailure(context: CommandContext, problems: readonly Problem[], json: boolean): void {
  if (json) context.terminal.print(JSON.stringify({ problems: problemsToJson(problems) }, null, 2));
  else reportProblems(context, problems);
}

export function exitCodeFor(problems: readonly Problem[], { strict }: Strictness = {}): ExitCode {
  return hasErrors(problems) || (strict && problems.length > 0) ? 1 : 0;
}

/** "2 errors and 1 warning", "no problems". */
export function countProblems(problems: readonly Problem[]): string {
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const warnings = problems.length - errors;
  const parts = [errors > 0 && plural(errors, 'error'), warnings > 0 && plural(warnings, 'warning')].filter(
    Boolean,
  );
  return parts.length === 0 ? 'no problems' : parts.join(' and ');
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}
