import { type Problem, ProblemError } from '../../foundation/problems/problem.ts';
import type { Wait } from '../../foundation/time/wait.ts';

/** The number of attempts, and the wait after the first one in ms. The wait doubles each time: 12 s in all. */
const attempts = 8;
const firstWait = 100;

/**
 * Retries an operation while the database is briefly unavailable (it restarts, or another program has locked
 * it). The operation must be safe to repeat: a failed write may have succeeded, and `again` tells it so.
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
