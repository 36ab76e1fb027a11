import type { ProblemCode } from '../foundation/problems/catalogue.ts';
import { ProblemError } from '../foundation/problems/problem.ts';
import type { Wait } from './wait.ts';

/** How often is tried, and how long is waited after the first time, in ms; it doubles: 12 s in all. */
const attempts = 8;
const firstWait = 100;

/**
 * Runs what the database may be unable to do for a moment (it is restarted, or another program holds it) until it
 * can. The work must bear to be done twice: what failed may have been written all the same, and `again` says so.
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
  const passing: ProblemCode[] = ['store-busy', 'store-unreachable'];
  return error instanceof ProblemError && error.problems.some(({ code }) => passing.includes(code));
}
