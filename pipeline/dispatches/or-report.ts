import { ProblemError } from '../foundation/problems/problem.ts';
import type { ProgramContext } from '../foundation/program/context.ts';

/** Reports the problems of a part as warnings, because the run has to do its other work. Returns false then. */
export async function orReport(
  reporter: ProgramContext['reporter'],
  work: () => Promise<void>,
): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    reporter.problems(error.problems.map((problem) => ({ ...problem, severity: 'warning' as const })));
    return false;
  }
}
