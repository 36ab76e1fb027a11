import { editSource } from '../../foundation/edits/edit-source.ts';
import { createSource, type Source } from '../../foundation/problems/place.ts';
import { ProblemError } from '../../foundation/problems/problem.ts';
import { Report } from '../../foundation/problems/report.ts';
import { parseYaml } from '../../foundation/sources/parse-yaml.ts';
import { valueAt } from '../../foundation/sources/reading.ts';
import type { MovedKey } from './moved-keys.ts';

interface MovedText {
  readonly text: string;
  /** The moves that were made. */
  readonly moved: readonly MovedKey[];
}

/**
 * Moves the keys of newsletter.yaml that have a new name or place. The rest of the file stays the same, to the
 * byte. Reports a key that cannot be moved.
 */
export function moveKeys(file: string, text: string, moves: readonly MovedKey[], report: Report): MovedText {
  const moved: MovedKey[] = [];
  let current = text;
  for (const move of moves) {
    const source = createSource(file, current);
    const tree = parseYaml(source, new Report())?.tree;
    if (tree === undefined || valueAt(tree.value, move.from) === undefined) continue;
    try {
      current = moveKey(source, tree.value, move);
      moved.push(move);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      const reason = error.problems[0]?.message.replace(/\.$/, '') ?? '';
      const [from, to] = [move.from.join('.'), move.to.join('.')];
      report.add('upgrade-key', { from, to, reason }, tree.placeOfKey(move.from));
    }
  }
  return { text: current, moved };
}

function moveKey(source: Source, root: unknown, { from, to }: MovedKey): string {
  const key = to.at(-1) ?? '';
  if (from.slice(0, -1).join('.') === to.slice(0, -1).join('.'))
    return editSource(source, { kind: 'rename', path: from, key });
  // Set the value below the deepest map that exists, with the maps that are missing around it.
  let depth = to.length - 1;
  while (depth > 0 && valueAt(root, to.slice(0, depth)) === undefined) depth--;
  const value = to
    .slice(depth + 1)
    .reduceRight<unknown>((inner, step) => ({ [step]: inner }), valueAt(root, from));
  const added = editSource(source, { kind: 'set', path: to.slice(0, depth + 1), value });
  return editSource(createSource(source.file, added), { kind: 'remove', path: from });
}
