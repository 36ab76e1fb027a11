import { type Problem, ProblemError } from '../../foundation/problems/problem.ts';
import type { Wait } from '../../foundation/time/wait.ts';

/**
 * The number of attempts. The wait between them starts at `firstWait` and doubles each time, for 12 s in all.
 */
const attempts = 8;
const firstWait = 100;

/**
 * Retries an operation while the database is briefly unavailable, because it restarts or another program has
 * locked it. The operation must be safe to repeat, because a write that seemed to fail may have succeeded.
 * `again` is true for every attempt but the first.
 */
export async function retry<Result>(wait: Wait, work: (again: boolean) => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work(attempt > 1);
    } catch (error) {
      if (attempt === attempts || !mayPass(error)) throw error;
      await wait(firstWait * 2 ** (attempt - 1));
    }
  }
}

function mayPass(error: unknown): boolean {
  const passing: Problem['code'][] = ['store-busy', 'store-unreachable'];
  return error instanceof ProblemError && error.problems.some(({ code }) => passing.includes(code));
}
