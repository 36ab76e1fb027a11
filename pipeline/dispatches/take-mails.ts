import type { HandledMail } from '../feedback/sources/handle-mail.ts';
import { largestMail, type MailTaker } from '../feedback/sources/mail-taker.ts';
import { createProblem, type Problem, ProblemError } from '../foundation/problems/problem.ts';
import type { ProgramContext } from '../foundation/program/context.ts';

/** Handles the mails of all mailboxes, and counts those that could not be handled. */
export interface MailCounter extends MailTaker {
  readonly handled: readonly HandledMail[];
  /** How many mails could not be handled, or are too large. */
  readonly left: () => number;
}

/**
 * Hands each mail to `handle`. A mail that cannot be handled is reported, and does not hold up the others. The same
 * problem with many mails is reported once.
 */
export function takeMails(
  reporter: ProgramContext['reporter'],
  handle: (raw: Uint8Array) => Promise<HandledMail>,
): MailCounter {
  const handled: HandledMail[] = [];
  const reported = new Set<string>();
  let left = 0;
  const leave = (problems: readonly Problem[]) => {
    left += 1;
    for (const problem of problems) {
      if (!reported.has(problem.message)) reporter.problems([{ ...problem, severity: 'warning' }]);
      reported.add(problem.message);
    }
  };
  return {
    handled,
    left: () => left,
    async take(raw) {
      try {
        handled.push(await handle(raw));
        return true;
      } catch (error) {
        if (!(error instanceof ProblemError)) throw error;
        leave(error.problems);
        return false;
      }
    },
    refuse: (size) => leave([createProblem('mail-too-large', { size, largest: largestMail })]),
  };
}
