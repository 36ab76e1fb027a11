import { isCollection, isScalar, isSeq, type Node, type Scalar } from 'yaml';
import { keyName } from '../sources/yaml-tree.ts';
import type { Change } from './change.ts';
import type { Editing, Target } from './editing.ts';
import { type Entry, type Extent, endOf, isEmpty, linesOf, startOf } from './extents.ts';
import { printField, printFlow, printFlowScalar, printItem, printScalar } from './print-value.ts';
import { lineEnd, lineStart, type TextEdit } from './text-edit.ts';
import { withoutAnchors } from './without-anchors.ts';

/** The edits for a change of a map or sequence in block style (one line per entry, without brackets). */
export function editBlock(target: Target, change: Change, editing: Editing): readonly TextEdit[] {
  switch (change.kind) {
    case 'set': {
      const entry = find(target, change.path.at(-1));
      return entry ? setValue(target, entry, change.value, editing) : [addField(target, change, editing)];
    }
    case 'rename':
      return [renameKey(target, change, editing)];
    case 'remove':
      return removeEntry(target, indexOf(target, change.path.at(-1)), editing);
    case 'insert':
      return [
        insertItem(
          target,
          change.index,
          printItem(change.item, columnOf(target, editing), editing.printing),
          editing,
        ),
      ];
    case 'move':
      return moveItem(target, change, editing);
    case 'duplicate':
      return [duplicateItem(target, change.index, editing)];
  }
}

export function indexOf({ collection, entries }: Target, step: string | number | undefined): number {
  return isSeq(collection) ? Number(step) : entries.findIndex(({ key }) => keyName(key) === String(step));
}

export const find = (target: Target, step: string | number | undefined): Entry | undefined =>
  target.entries[indexOf(target, step)];

/** The column in which the keys or dashes begin. */
function columnOf({ entries: [first] }: Target, { text, refuse }: Editing): number {
  if (first === undefined) return refuse('it is empty', 0);
  const start = startOf(first);
  return start - lineStart(text, start);
}

function setValue(target: Target, entry: Entry, value: unknown, editing: Editing): readonly TextEdit[] {
  const { text, printing } = editing;
  const { node, token } = entry;
  const column = columnOf(target, editing);
  const isPlainValue = typeof value !== 'object' || value === null;
  if (!isEmpty(node) && isCollection(node) && node.flow && !isPlainValue && node.items.length > 0)
    return [replace(node, printFlow(value, printing))];
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

const replace = (node: Node, printed: string): TextEdit => ({
  start: node.range?.[0] ?? 0,
  end: node.range?.[1] ?? 0,
  text: printed,
});

function renameKey(target: Target, { path, key }: Change & { kind: 'rename' }, editing: Editing): TextEdit {
  const entry = find(target, path.at(-1));
  if (!isScalar(entry?.key)) return editing.refuse('this key is not plain text', entry ? startOf(entry) : 0);
  return replace(entry.key, printFlowScalar(entry.key, key, editing.printing));
}

/**
 * Adds a field after the last of the fields in `after` that exist; before all others if none of them does.
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

function extentsOf({ entries, isRoot }: Target, { text }: Editing): (Extent | undefined)[] {
  return entries.map((entry, at) => {
    const before = entries[at - 1];
    const floor = before ? endOf(before, text) : isRoot ? 'top' : undefined;
    return linesOf(entry, text, floor);
  });
}

function removeEntry(target: Target, index: number, editing: Editing): readonly TextEdit[] {
  const { entries, collection } = target;
  const { text } = editing;
  const [entry, next] = [entries[index], entries[index + 1]];
  if (entry === undefined) return editing.refuse('there is nothing at this place', 0);
  const extents = extentsOf(target, editing);
  const [before, own, after] = [extents[index - 1], extents[index], extents[index + 1]];
  if (entries.length === 1) return emptyCollection(target, own, editing);
  if (own === undefined) {
    if (next === undefined || isSeq(collection))
      return editing.refuse('it shares its line with a dash', startOf(entry));
    // The first key shares its line with a dash, so the next key moves up into its place.
    const from = after?.start ?? startOf(next);
    const start = from + (/^[ \t]*/.exec(text.slice(from))?.[0].length ?? 0);
    return [{ start: startOf(entry), end: start, text: '' }];
  }
  if (after !== undefined) {
    // Remove the blank lines after it too, but keep a comment that stands apart.
    const gap = /^(?:\r?\n[ \t]*(?=\r?\n))*\r?\n/.exec(text.slice(own.end, after.start))?.[0] ?? '';
    return [{ start: own.start, end: own.end + gap.length, text: '' }];
  }
  const previous = before?.end ?? endOf(entries[index - 1] ?? entry, text);
  const gap = text.slice(previous, own.start);
  // With "|+", blank lines at the end belong to the text and are not a gap between entries.
  if (text[previous - 1] === '\n')
    return [{ start: own.start, end: own.end + lineBreakAt(text, own.end), text: '' }];
  const space = /(?:\r?\n[ \t]*)+$/.exec(gap)?.[0] ?? '';
  const kept = own.end === text.length ? lineBreakAt(space, 0) : 0;
  return [{ start: own.start - space.length + kept, end: own.end, text: '' }];
}

/** The length of the line break at this offset: 0, 1 or 2 characters. */
function lineBreakAt(text: string, at: number): number {
  return /^\r?\n/.exec(text.slice(at, at + 2))?.[0].length ?? 0;
}

/** Writes a list or map that loses its last entry as empty: `body: []`. */
function emptyCollection(
  { collection, entries, isRoot }: Target,
  own: Extent | undefined,
  editing: Editing,
): readonly TextEdit[] {
  const { text } = editing;
  const empty = isSeq(collection) ? '[]' : '{}';
  const [start = 0] = collection.range ?? [];
  const [first] = entries;
  if (isRoot || own === undefined || first === undefined) {
    const end = first ? endOf(first, text) : start;
    return [{ start, end, text: empty }];
  }
  const above = /[:-]((?:[ \t]+[&!][^\s]*)*)[ \t]*(?:#[^\r\n]*)?(?:\r?\n[ \t]*(?:#[^\r\n]*)?)*$/.exec(
    text.slice(0, own.start),
  );
  if (above === null) return editing.refuse('it is the only one in its list', startOf(first));
  const key = above.index + 1 + (above[1] ?? '').length;
  const lineBreak = /\r?\n$/.exec(text.slice(key, own.start))?.[0] ?? '';
  return [
    { start: key, end: key, text: ` ${empty}` },
    { start: own.start - lineBreak.length, end: own.end, text: '' },
  ];
}

function insertItem(target: Target, index: number, printed: string, editing: Editing): TextEdit {
  const { entries } = target;
  const { text } = editing;
  const column = columnOf(target, editing);
  const indent = ' '.repeat(column);
  const gap = hasGaps(target, editing) ? '\n\n' : '\n';
  const before = entries[index - 1];
  const extents = extentsOf(target, editing);
  if (before) {
    const end = extents[index - 1]?.end ?? lineEnd(text, endOf(before, text));
    return { start: end, end, text: `${gap}${indent}${printed}` };
  }
  const start =
    extents[0]?.start ??
    editing.refuse('its list begins in the middle of a line', startOf(entries[0] as Entry));
  return { start, end: start, text: `${indent}${printed}${gap}` };
}

/** Whether blank lines separate the items of a list. */
function hasGaps(target: Target, editing: Editing): boolean {
  const [first, second] = extentsOf(target, editing);
  return (
    first !== undefined &&
    second !== undefined &&
    /\n[ \t]*\r?\n/.test(editing.text.slice(first.end, second.start))
  );
}

/** Swaps the texts of the items, and leaves the text between them where it is. */
function moveItem(
  target: Target,
  { from, to }: Change & { kind: 'move' },
  editing: Editing,
): readonly TextEdit[] {
  if (from === to) return [];
  const extents = extentsOf(target, editing);
  const whole = extents.map(
    (extent, at) =>
      extent ?? editing.refuse('it shares its line with a dash', startOf(target.entries[at] as Entry)),
  );
  return exchange(whole, { from, to }, editing.text);
}

/** Edits that move each text to its place in the new order. */
export function exchange(
  places: readonly Extent[],
  { from, to }: { from: number; to: number },
  text: string,
): TextEdit[] {
  const order = places.map((_, at) => at);
  order.splice(to, 0, ...order.splice(from, 1));
  return places.flatMap((place, at) => {
    const source = places[order[at] ?? at] ?? place;
    return source === place ? [] : [{ ...place, text: text.slice(source.start, source.end) }];
  });
}

function duplicateItem(target: Target, index: number, editing: Editing): TextEdit {
  const entry = target.entries[index];
  const extent = extentsOf(target, editing)[index];
  if (!entry || !extent) return editing.refuse('it shares its line with a dash', entry ? startOf(entry) : 0);
  const copy = withoutAnchors(entry, extent, editing.text);
  const gap = hasGaps(target, editing) ? '\n\n' : '\n';
  return { start: extent.end, end: extent.end, text: `${gap}${copy}` };
}
