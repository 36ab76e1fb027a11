import { liftSuppressions, readAutomaticSuppressions } from '../delivery/suppression/lift-suppressions.ts';
import { namesOfIssue } from '../dispatches/names-of-issue.ts';
import { withStore } from '../dispatches/with-store.ts';
import { plural } from '../foundation/problems/plural.ts';
import { fail } from '../foundation/problems/problem.ts';
import type { CommandContext, ExitCode } from '../foundation/program/context.ts';
import { readAddress } from './subscribers-common.ts';
import { withSuppressions } from './with-suppressions.ts';

interface SuppressionsOptions {
  readonly issue?: string;
  readonly json?: boolean;
}

/**
 * Lists the subscribers that dispatches suppressed because their address does not exist, or took nothing for a
 * long time, with the evidence.
 */
export async function suppressions(
  context: CommandContext,
  { issue, json }: SuppressionsOptions,
): Promise<ExitCode> {
  const filter = issue === undefined ? {} : { issue: await namesOfIssue(context, issue) };
  const found = await withStore(context, (store) => readAutomaticSuppressions(store, filter));
  const { terminal } = context;
  if (json) terminal.print(JSON.stringify(found, null, 2));
  else if (found.length === 0) terminal.print('No dispatch has suppressed an address.');
  else
    for (const { address, issue: from, reply, refused, attempted, basis, cause, dispatches } of found) {
      const why =
        cause === 'soft'
          ? `took nothing in ${plural(dispatches, 'dispatch', 'dispatches')} in a row`
          : `${refused} of ${plural(attempted, 'attempt')} in the ${basis} refused`;
      terminal.print(`${address}  ${from}  ${reply} (${why})`);
    }
  return 0;
}

/** Lifts automatic suppressions: the one of an address, or all those that an issue's dispatches made. */
export async function lift(
  context: CommandContext,
  text: string | undefined,
  { issue, json }: SuppressionsOptions,
): Promise<ExitCode> {
  if (text === undefined && issue === undefined) fail('lift-whom', {});
  const filter = {
    ...(issue !== undefined && { issue: await namesOfIssue(context, issue) }),
    ...(text !== undefined && { normalised: readAddress(text).normalised }),
  };
  const now = context.clock().getTime();
  const { result: lifted, code } = await withSuppressions(context, (store, suppressions) =>
    liftSuppressions(store, filter, { suppressions, now }),
  );
  if (json) context.terminal.print(JSON.stringify({ lifted }));
  else context.terminal.print(`${plural(lifted, 'suppression')} lifted.`);
  return code;
}
