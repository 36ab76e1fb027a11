import { plural } from '../problems/plural.ts';
import { problemsToJson } from '../problems/print-problems.ts';
import { hasErrors, type Problem } from '../problems/problem.ts';
import type { CommandContext } from './context.ts';
import type { ExitCode } from './exit-code.ts';

interface Strictness {
  /** Whether warnings count as errors. */
  readonly strict?: boolean | undefined;
}

/** Prints problems for people, and in a GitHub workflow also as annotations. */
export function reportProblems({ reporter }: CommandContext, problems: readonly Problem[]): void {
  reporter.problems(problems);
}

/**
 * Prints the problems that ended a command. With `json` they go to the standard output, where the result
 * would have gone.
 */
export function reportFailure(context: CommandContext, problems: readonly Problem[], json: boolean): void {
  if (json) context.terminal.print(JSON.stringify({ problems: problemsToJson(problems) }, null, 2));
  else reportProblems(context, problems);
}

export function exitCodeFor(problems: readonly Problem[], { strict }: Strictness = {}): ExitCode {
  const counts = strict
    ? problems.filter(({ severity }) => severity !== 'note').length > 0
    : hasErrors(problems);
  return counts ? 1 : 0;
}

/**
 * The number of problems in words: "2 errors, 1 warning, and 3 notes", "2 errors and 1 warning", "no
 * problems".
 */
export function countProblems(problems: readonly Problem[]): string {
  const counts = (['error', 'warning', 'note'] as const).map((severity) => {
    const count = problems.filter((problem) => problem.severity === severity).length;
    return count === 0 ? [] : [plural(count, severity)];
  });
  const parts = counts.flat();
  return parts.length === 0 ? 'no problems' : new Intl.ListFormat('en').format(parts);
}
