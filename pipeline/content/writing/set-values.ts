import type { SourceEditor } from '../../foundation/edits/edit-source.ts';
import { ProblemError } from '../../foundation/problems/problem.ts';
import { planValue, planWhole, type WantedValue } from './plan-value.ts';

/**
 * Sets fields with the smallest edits, all together if possible. Where the form of the file refuses them, sets
 * the whole value of the field.
 */
export function setValues(editor: SourceEditor, wanted: readonly WantedValue[]): void {
  const all = wanted.map((each) => ({ each, changes: planValue(each) }));
  if (isDone(() => editor.applyAll(all.flatMap(({ changes }) => changes)))) return;
  for (const { each, changes } of all) {
    if (!isDone(() => editor.applyAll(changes))) editor.apply(planWhole(each));
  }
}

function isDone(work: () => void): boolean {
  try {
    work();
    return true;
  } catch (error) {
    if (error instanceof ProblemError) return false;
    throw error;
  }
}
