import { ProblemError } from '../../foundation/problems/problem.ts';
import type { NumberedStep } from './journal.ts';
import { changeOf, hashText, reversed, type Step, type StepChange, textAfter } from './step.ts';

/** A change of a file that is no step of the history. */
export interface ChangedText {
  readonly path: string;
  /** The text before the change. */
  readonly text: string;
  /** Makes the same change to an earlier or later version of the file. Throws a problem if that is impossible. */
  readonly change: (text: string) => string;
}

export interface KeptStep {
  readonly step: NumberedStep;
  readonly content: Step;
}

/**
 * The steps of a history as if the file had been changed before all of them, so that they can still be undone
 * and redone. A step that does not lead to the present text stays as it is, and undo refuses it.
 */
export function rebaseSteps(steps: readonly KeptStep[], changed: ChangedText): KeptStep[] {
  const rebased = new Map<StepChange, StepChange>();
  const changes = (state: string) =>
    steps
      .filter(({ step }) => step.state === state)
      .flatMap(({ content }) => content.changes.filter(({ path }) => path === changed.path));
  const walk = (way: readonly StepChange[]) => {
    let text: string | undefined = changed.text;
    for (const change of way) {
      if (hashText(text) !== change.before) return;
      const next = textAfter(change, text);
      const moved = moveChange(changed, text, next);
      if (moved === undefined) return;
      rebased.set(change, moved);
      text = next;
    }
  };
  walk(changes('undone'));
  const back = changes('done').toReversed();
  const reversals = new Map(back.map((change) => [reversed(change), change]));
  walk([...reversals.keys()]);
  for (const [reversal, change] of reversals) {
    const moved = rebased.get(reversal);
    if (moved !== undefined) rebased.set(change, reversed(moved));
  }
  return steps.map(({ step, content }) => ({
    step,
    content: { ...content, changes: content.changes.map((each) => rebased.get(each) ?? each) },
  }));
}

function moveChange(
  { path, change }: ChangedText,
  before: string | undefined,
  after: string | undefined,
): StepChange | undefined {
  const apply = (text: string | undefined) => (text === undefined ? undefined : change(text));
  try {
    return changeOf({ path, before: apply(before), after: apply(after) });
  } catch (error) {
    if (error instanceof ProblemError) return undefined;
    throw error;
  }
}
