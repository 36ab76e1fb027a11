import type { Doubt } from '../dispatches/steer-dispatch.ts';
import { plural } from '../foundation/problems/plural.ts';
import { fail } from '../foundation/problems/problem.ts';
import type { CommandContext } from '../foundation/program/context.ts';

/** Asks for confirmation. Fails with `not-confirmed` when the answer is no, or when there is no terminal. */
export async function confirm(
  { terminal }: CommandContext,
  question: string,
  yes: boolean | undefined,
): Promise<void> {
  const answer = yes || (await terminal.confirm(question));
  if (answer !== true) fail('not-confirmed', { question, wasAsked: answer === false });
}

/** Returns the question that asks the user to confirm an effect on people. */
export function askAbout(doubt: Doubt): string {
  if (doubt.kind === 'uncertain') {
    const people = plural(doubt.count, 'person', 'people');
    return `${people} may have it already. Send it to them again?`;
  }
  const sent = doubt.issues.length > 0 ? doubt.issues.join(', ') : 'What was sent before';
  return `${sent} may go to people who have it already. Continue with this ledger?`;
}
