import type { Doubt } from '../dispatches/steer-dispatch.ts';
import { plural } from '../foundation/problems/plural.ts';
import { fail } from '../foundation/problems/problem.ts';
import type { CommandContext } from '../foundation/program/context.ts';

/** Asks for confirmation. Fails with `not-confirmed` when there is no terminal, or the answer is no. */
export async function confirm(
  { terminal }: CommandContext,
  question: string,
  recipients: number,
  yes: boolean | undefined,
): Promise<void> {
  if (yes || (await terminal.confirm(question)) === true) return;
  fail('not-confirmed', { recipients });
}

/** The question about people who may have the message already, with their number. */
export function askAbout(doubt: Doubt): readonly [question: string, recipients: number] {
  if (doubt.kind === 'uncertain') {
    const people = plural(doubt.count, 'person', 'people');
    return [`${people} may have it already. Send it to them again?`, doubt.count];
  }
  const sent = doubt.issues.length > 0 ? doubt.issues.join(', ') : 'What was sent before';
  return [`${sent} may go to people who have it already. Continue with this ledger?`, doubt.issues.length];
}
