import type { Problem } from '../problems/problem.ts';

/**
 * 0: done. 1: problems were found, and nothing else was done. 2: wrong usage. 3: unfinished, and the next run
 * continues. 4: a person must decide. 65 and 75: only for the mail server that ran `receive`, which refuses the mail
 * (EX_DATAERR of sysexits.h) or tries again later (EX_TEMPFAIL). 141: nobody reads the output any more.
 * docs/operator/exit-codes.md has the table.
 */
export type ExitCode = 0 | 1 | 2 | 3 | 4 | 65 | 75 | 141;

/** The exit code of a sending command that ended with these problems. */
export function sendingFailure(problems: readonly Problem[]): ExitCode {
  const errors = problems.filter(({ severity }) => severity === 'error');
  const codes = errors.map(({ code }) => exceptions[code] ?? 1);
  return codes.includes(1) || codes.length === 0 ? 1 : codes.includes(4) ? 4 : 3;
}

/** Problems that may be gone by the next run, and the one problem that needs a person's decision. */
const exceptions: Partial<Record<Problem['code'], ExitCode>> = {
  'ledger-restored': 4,
  'mark-elsewhere': 4,
  'public-unreachable': 3,
  'smtp-unreachable': 3,
  'store-busy': 3,
  'store-unreachable': 3,
};
