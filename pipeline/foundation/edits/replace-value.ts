import { isCollection, isScalar, isSeq, type Node, type Scalar } from 'yaml';
import type { Editing, Target } from './editing.ts';
import { type Entry, endOf, isEmpty, startOf } from './extents.ts';
import { columnOf } from './find-entry.ts';
import { printField, printFlow, printItem, printScalar } from './print-value.ts';
import { lineEnd, type TextEdit } from './text-edit.ts';

/** The edits that replace the value of an entry. They keep the key and the comments beside it. */
export function replaceValue(
  target: Target,
  entry: Entry,
  value: unknown,
  editing: Editing,
): readonly TextEdit[] {
  const { text, printing } = editing;
  const { node, token } = entry;
  const column = columnOf(target, editing);
  const isPlainValue = typeof value !== 'object' || value === null;
  if (!isEmpty(node) && isCollection(node) && node.flow && !isPlainValue && node.items.length > 0)
    return [replaceNode(node, printFlow(value, printing))];
  if (!isEmpty(node) && isScalar(node) && isPlainValue)
    return [replaceScalar(node, printScalar(node, value, column, printing), editing)];
  // The value begins after the colon or the dash.
  const sign = (token.sep ?? token.start).findLast(
    ({ type }) => type === 'map-value-ind' || type === 'seq-item-ind',
  );
  if (sign === undefined) return editing.refuse('this key has no colon', startOf(entry));
  const from = sign.offset + 1;
  const printed = isSeq(target.collection)
    ? printItem(value, column, printing).slice('-'.length)
    : printField('k', value, column, printing).slice('k:'.length);
  if (isEmpty(node)) return insertValue(printed, from, Math.max(from, endOf(entry, text)), editing);
  const start = node.range?.[0] ?? from;
  const between = text.slice(from, start);
  const end = endOf(entry, text);
  if (!between.includes('\n')) return insertValue(printed, from, end, editing);
  // Keep a comment that is on the same line as the key.
  const comment = /[ \t]+#[^\r\n]*$/.exec(text.slice(from, lineEnd(text, from)))?.[0] ?? '';
  return [{ start: from, end: lineEnd(text, end), text: beforeComment(printed, comment) }];
}

/** Puts a value on the line of its key, before any comment. The value's other lines follow below. */
function insertValue(printed: string, start: number, end: number, { text }: Editing): readonly TextEdit[] {
  const stop = lineEnd(text, end);
  const rest = text.slice(end, stop);
  if (!rest.includes('#')) return [{ start, end: stop, text: printed }];
  return [{ start, end: stop, text: beforeComment(printed, rest) }];
}

/** Inserts a comment at the end of the first line of a printed value. */
function beforeComment(printed: string, comment: string): string {
  return comment === '' ? printed : printed.replace(/(?=\n)|$/, () => comment);
}

/**
 * Keeps the comment after a block indicator (`>- # like this`), and the comment after a text that becomes a
 * block.
 */
function replaceScalar(node: Scalar, printed: string, { text }: Editing): TextEdit {
  const [start = 0] = node.range ?? [];
  const end = endOfScalar(node, text);
  const isBlock = /^[|>]/.test(printed);
  if (node.type?.startsWith('BLOCK')) {
    const comment = /^[^\n]*?([ \t]+#[^\r\n]*)/.exec(text.slice(start, end))?.[1] ?? '';
    return { start, end, text: isBlock ? beforeComment(printed, comment) : `${printed}${comment}` };
  }
  if (!isBlock) return { start, end, text: printed };
  const stop = lineEnd(text, end);
  return { start, end: stop, text: beforeComment(printed, text.slice(end, stop)) };
}

function endOfScalar(node: Scalar, text: string): number {
  const [start = 0, end = 0] = node.range ?? [];
  return node.type?.startsWith('BLOCK') ? start + text.slice(start, end).trimEnd().length : end;
}

/** The edit that replaces a node and nothing else. */
export const replaceNode = (node: Node, printed: string): TextEdit => ({
  start: node.range?.[0] ?? 0,
  end: node.range?.[1] ?? 0,
  text: printed,
});
