import { Lexer } from 'yaml';
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
    const { text: next, reason } = tryMove(source, tree.value, move);
    if (reason === undefined) {
      current = next;
      moved.push(move);
    } else {
      const [from, to] = [move.from.join('.'), move.to.join('.')];
      report.add('upgrade-key', { from, to, reason }, tree.placeOfKey(move.from));
    }
  }
  return { text: current, moved };
}

/** The text after the move; with a reason, the same text, because the key cannot be moved. */
function tryMove(
  source: Source,
  root: unknown,
  move: MovedKey,
): { readonly text: string; readonly reason?: string } {
  const { text } = source;
  if (valueAt(root, move.to) !== undefined)
    return { text, reason: `the file has "${move.to.join('.')}" already` };
  try {
    const moved = moveKey(source, root, move);
    if (countComments(moved) < countComments(text)) return { text, reason: 'its comments would be lost' };
    return { text: moved };
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return { text, reason: error.problems[0]?.message.replace(/\.$/, '') ?? '' };
  }
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

function countComments(text: string): number {
  let count = 0;
  let last = '';
  for (const token of new Lexer().lex(text)) {
    // This mark announces the text of a plain or block scalar.
    if (token.startsWith('#') && last !== '\u001f') count++;
    last = token;
  }
  return count;
}
