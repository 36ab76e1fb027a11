import { isScalar } from 'yaml';
import { keyName } from '../sources/yaml-tree.ts';
import type { Change } from './change.ts';
import { duplicateItem, insertItem, moveItem } from './edit-items.ts';
import type { Editing, Target } from './editing.ts';
import { endOf, linesOf, startOf } from './extents.ts';
import { columnOf, find, indexOf } from './find-entry.ts';
import { printField, printFlowScalar } from './print-value.ts';
import { removeEntry } from './remove-entry.ts';
import { replaceNode, replaceValue } from './replace-value.ts';
import { lineEnd, type TextEdit } from './text-edit.ts';

/** The edits for a change of a map or sequence in block style (one line per entry, without brackets). */
export function editBlock(target: Target, change: Change, editing: Editing): readonly TextEdit[] {
  switch (change.kind) {
    case 'set': {
      const entry = find(target, change.path.at(-1));
      return entry ? replaceValue(target, entry, change.value, editing) : [addField(target, change, editing)];
    }
    case 'rename':
      return [renameKey(target, change, editing)];
    case 'remove':
      return removeEntry(target, indexOf(target, change.path.at(-1)), editing);
    case 'insert':
      return [insertItem(target, change, editing)];
    case 'move':
      return moveItem(target, change, editing);
    case 'duplicate':
      return [duplicateItem(target, change.index, editing)];
  }
}

function renameKey(target: Target, { path, key }: Change & { kind: 'rename' }, editing: Editing): TextEdit {
  const entry = find(target, path.at(-1));
  if (!isScalar(entry?.key)) return editing.refuse('this key is not plain text', entry ? startOf(entry) : 0);
  return replaceNode(entry.key, printFlowScalar(entry.key, key, editing.printing));
}

/**
 * Adds a field after the last existing one of the fields in `after`. If none of them exists, adds it before
 * all other fields.
 */
function addField(
  target: Target,
  { path, value, after }: Change & { kind: 'set' },
  editing: Editing,
): TextEdit {
  const { entries, isRoot } = target;
  const { text, printing } = editing;
  const column = columnOf(target, editing);
  const names = entries.map(({ key }) => keyName(key));
  const at = after ? Math.max(-1, ...after.map((name) => names.indexOf(name))) : names.length - 1;
  const line = printField(String(path.at(-1)), value, column, printing);
  const before = entries[at];
  const indent = ' '.repeat(column);
  if (before) {
    const end = linesOf(before, text, 'top')?.end ?? lineEnd(text, endOf(before, text));
    return { start: end, end, text: `\n${indent}${line}` };
  }
  const [first] = entries;
  const start = first ? startOf(first) : 0;
  const lines = first && !isRoot ? linesOf(first, text, undefined) : undefined;
  // A comment directly above the first field belongs to that field, except at the top of a file: there it
  // belongs to the file.
  return lines
    ? { start: lines.start, end: lines.start, text: `${indent}${line}\n` }
    : { start, end: start, text: `${line}\n${indent}` };
}
