import { ProblemError } from '../../pipeline/foundation/problems/problem.ts';

/** The codes of the problems with which a promise rejects. */
export async function codesOf(promise: Promise<unknown>): Promise<string[]> {
  try {
    await promise;
    return [];
  } catch (error) {
    if (error instanceof ProblemError) return error.problems.map(({ code }) => code);
    throw error;
  }
}
