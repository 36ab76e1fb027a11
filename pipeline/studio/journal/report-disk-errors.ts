import { diskReason } from '../../foundation/files/disk-reason.ts';
import { fail, ProblemError } from '../../foundation/problems/problem.ts';

/** Turns an error of the disk into the problem `studio-unwritten`. */
export async function reportDiskErrors<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (error instanceof ProblemError || code === '') throw error;
    return fail('studio-unwritten', { reason: diskReason(error) ?? `the disk reports ${code}` });
  }
}
