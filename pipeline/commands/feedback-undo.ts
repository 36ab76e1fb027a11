import { settleUndone, undoFeedback } from '../feedback/effects/undo-feedback.ts';
import { readEffects } from '../feedback/report/read-effects.ts';
import { plural } from '../foundation/problems/plural.ts';
import { fail } from '../foundation/problems/problem.ts';
import type { CommandContext, ExitCode } from '../foundation/program/context.ts';
import type { Store } from '../store/store.ts';
import { confirm } from './confirm.ts';
import { describeEffect } from './feedback-show.ts';
import { readAddress } from './subscribers-common.ts';
import { withSuppressions } from './with-suppressions.ts';

interface UndoOptions {
  readonly yes?: boolean;
  readonly json?: boolean;
}

/**
 * Takes events back: the one with this name (`ses:…`), or all that are in effect about an address. The person
 * gets mail again, so it asks first.
 */
export async function undo(
  context: CommandContext,
  named: string,
  { yes, json }: UndoOptions,
): Promise<ExitCode> {
  const { terminal } = context;
  const clock = () => context.clock().getTime();
  const { result: undone, code } = await withSuppressions(context, async (store, suppressions) => {
    const what = isName(named) ? { name: nameOf(named) } : { subscriber: await findPerson(store, named) };
    const effects = await readEffects(store, what);
    if (effects.length === 0) {
      await settleUndone(what.name ?? what, { store, suppressions, clock });
      fail('feedback-unknown', {});
    }
    if (!json) for (const effect of effects) terminal.note(describeEffect(effect));
    await confirm(context, `Take ${plural(effects.length, 'event')} back?`, yes);
    let count = 0;
    for (const { effect } of effects)
      if (await undoFeedback(nameOf(effect), { store, suppressions, clock })) count += 1;
    return count;
  });
  terminal.print(json ? JSON.stringify({ undone }) : `${plural(undone, 'event')} taken back.`);
  return code;
}

async function findPerson(store: Store, address: string): Promise<string> {
  const { normalised } = readAddress(address);
  const person = await store.read((db) =>
    db.selectFrom('subscribers').select('id').where('normalised', '=', normalised).executeTakeFirst(),
  );
  return person === undefined ? fail('subscriber-unknown', {}) : person.id;
}

/** The name of an event begins with its source: `mail:`, or the name of a provider. */
const isName = (text: string) => /^[a-z]+:/.test(text);

function nameOf(effect: string): { readonly source: string; readonly id: string } {
  const colon = effect.indexOf(':');
  return { source: effect.slice(0, colon), id: effect.slice(colon + 1) };
}
