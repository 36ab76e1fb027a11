import { fail, ProblemError } from '../../foundation/problems/problem.ts';

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EROFS: 'the disk is read-only',
  EACCES: 'the folder does not allow it',
  EPERM: 'the folder does not allow it',
};

/** Turns an error of the disk into the problem `studio-unwritten`. */
export async function reportDiskErrors<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (error instanceof ProblemError || code === '') throw error;
    return fail('studio-unwritten', { reason: reasons[code] ?? `the disk reports ${code}` });
  }
}
