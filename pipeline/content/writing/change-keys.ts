import type { SourceEditor } from '../../foundation/edits/edit-source.ts';
import { ProblemError } from '../../foundation/problems/problem.ts';
import type { Path } from '../../foundation/sources/yaml-tree.ts';
import { planValue } from './plan-value.ts';

type Values = Readonly<Record<string, unknown>>;

/**
 * Gives a block the fields that it should have. A field that keeps its value under another name is renamed,
 * so its bytes and comments stay. Where the form of the file refuses that, writes the block again.
 */
export function changeKeys(
  editor: SourceEditor,
  path: Path,
  before: Values,
  after: Values,
  order: readonly string[],
): void {
  try {
    const lost = Object.keys(before).filter((name) => !Object.hasOwn(after, name));
    const fresh = Object.keys(after).filter((name) => !Object.hasOwn(before, name));
    const renamed = new Map<string, string>();
    for (const name of fresh) {
      const old = lost.find((each) => !renamed.has(each) && isLike(before[each], after[name]));
      if (old === undefined) continue;
      renamed.set(old, name);
      editor.apply({ kind: 'rename', path: [...path, old], key: name });
    }
    const olds = new Map([...renamed].map(([old, name]) => [name, before[old]]));
    for (const [name, value] of Object.entries(after)) {
      const own = olds.get(name) ?? before[name];
      editor.applyAll(planValue({ path: [...path, name], before: own, after: value, order }));
    }
    for (const name of lost) if (!renamed.has(name)) editor.apply({ kind: 'remove', path: [...path, name] });
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    editor.apply({ kind: 'set', path, value: after });
  }
}

/** Whether a value can take the place of another: both are texts, or both are lists. */
const isLike = (a: unknown, b: unknown) =>
  (typeof a === 'string' && typeof b === 'string') || (Array.isArray(a) && Array.isArray(b));
