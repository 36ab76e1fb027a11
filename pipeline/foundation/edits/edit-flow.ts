import { isScalar, isSeq } from 'yaml';
import { keyName } from '../sources/yaml-tree.ts';
import type { Change } from './change.ts';
import { exchange } from './edit-items.ts';
import type { Editing, Target } from './editing.ts';
import { type Entry, type Extent, endOf, isEmpty, startOf } from './extents.ts';
import { find, indexOf } from './find-entry.ts';
import { printFlow, printFlowField, printFlowScalar } from './print-value.ts';
import { isFirstOnLine, lineEnd, lineStart, type TextEdit } from './text-edit.ts';
import { withoutAnchors } from './without-anchors.ts';

/**
 * The edits for a change of a map or sequence in flow style (between brackets), which includes all of JSON.
 */
export function editFlow(target: Target, change: Change, editing: Editing): readonly TextEdit[] {
  const { text, printing, refuse } = editing;
  switch (change.kind) {
    case 'set': {
      const entry = find(target, change.path.at(-1));
      if (entry) return [setValue(target, entry, change.value, editing)];
      const key = String(change.path.at(-1));
      const names = target.entries.map((each) => keyName(each.key));
      const at = change.after
        ? Math.max(-1, ...change.after.map((name) => names.indexOf(name)))
        : names.length - 1;
      return insertEntry(target, at + 1, printFlowField(key, change.value, printing), editing);
    }
    case 'rename': {
      const key = find(target, change.path.at(-1))?.key;
      if (!isScalar(key) || !key.range) return refuse('this key is not plain text', 0);
      return [{ start: key.range[0], end: key.range[1], text: printFlowScalar(key, change.key, printing) }];
    }
    case 'remove':
      return removeEntry(target, indexOf(target, change.path.at(-1)), editing);
    case 'insert':
      return insertEntry(target, change.index, printFlow(change.item, printing), editing);
    case 'move':
      return exchange(
        target.entries.map((entry) => extentOf(entry, text)),
        change,
        text,
      );
    case 'duplicate': {
      const entry = target.entries[change.index];
      if (!entry) return refuse('there is nothing at this place', 0);
      return insertEntry(
        target,
        change.index + 1,
        withoutAnchors(entry, extentOf(entry, text), text),
        editing,
      );
    }
  }
}

const extentOf = (entry: Entry, text: string): Extent => ({ start: startOf(entry), end: endOf(entry, text) });

function setValue(
  { collection }: Target,
  entry: Entry,
  value: unknown,
  { text, printing }: Editing,
): TextEdit {
  const { node, token } = entry;
  const isPlainValue = typeof value !== 'object' || value === null;
  const printed = isPlainValue
    ? printFlowScalar(isScalar(node) ? node : undefined, value, printing)
    : printFlow(value, printing);
  if (!isEmpty(node)) return { start: node.range?.[0] ?? 0, end: endOf(entry, text), text: printed };
  const end = endOf(entry, text);
  const hasColon = token.sep?.some(({ type }) => type === 'map-value-ind') ?? false;
  return { start: end, end, text: isSeq(collection) || hasColon ? ` ${printed}` : `: ${printed}` };
}

function insertEntry(target: Target, index: number, printed: string, editing: Editing): readonly TextEdit[] {
  const { text, printing } = editing;
  const { collection, entries } = target;
  const [open = 0, close = 0] = collection.range ?? [];
  const [first] = entries;
  if (first === undefined) {
    const isBare = text.slice(open + 1, close - 1).trim() === '';
    const piece = printing.isJson ? `\n  ${printed}\n` : printed;
    return [isBare ? { start: open + 1, end: close - 1, text: piece } : insertion(open + 1, printed)];
  }
  const gap = gapBefore(first, open, text);
  const next = entries[index];
  if (next)
    return [insertion(startOf(next), `${printed},${gap || (open + 1 === startOf(first) ? ' ' : '')}`)];
  const end = endOf(entries.at(-1) as Entry, text);
  const comma = /^\s*,/.exec(text.slice(end, close))?.[0];
  if (comma !== undefined) return [insertion(end + comma.length, `${gap || ' '}${printed},`)];
  // A comment after the last entry stays on that entry's line.
  const stop = lineEnd(text, end);
  const isCommented = stop < close && /^[ \t]*#/.test(text.slice(end, stop));
  if (!isCommented) return [insertion(end, `,${gap || ' '}${printed}`)];
  return [
    insertion(end, ','),
    insertion(
      stop,
      gap.includes('\n')
        ? `${gap}${printed}`
        : `\n${' '.repeat(startOf(first) - lineStart(text, startOf(first)))}${printed}`,
    ),
  ];
}

const insertion = (at: number, text: string): TextEdit => ({ start: at, end: at, text });

/**
 * The white space before each entry, taken from the first one: a line break with its indentation, or a space.
 */
function gapBefore(first: Entry, open: number, text: string): string {
  const start = startOf(first);
  const line = lineStart(text, start);
  return isFirstOnLine(text, start) && line > open ? `\n${text.slice(line, start)}` : ' ';
}

function removeEntry({ entries, collection }: Target, index: number, editing: Editing): readonly TextEdit[] {
  const { text } = editing;
  const [before, entry, next] = [entries[index - 1], entries[index], entries[index + 1]];
  if (entry === undefined) return editing.refuse('there is nothing at this place', 0);
  const own = extentOf(entry, text);
  if (entries.length === 1) {
    const [open = 0, close = 0] = collection.range ?? [];
    const isBare = /^[\s,]*$/.test(text.slice(open + 1, own.start) + text.slice(own.end, close - 1));
    return [isBare ? { start: open + 1, end: close - 1, text: '' } : removal(own, text)];
  }
  if (next) {
    const start = startOf(next);
    const isSimple = /^\s*,\s*$/.test(text.slice(own.end, start));
    return [isSimple ? { start: own.start, end: start, text: '' } : removal(own, text)];
  }
  const previous = before ? endOf(before, text) : own.start;
  const comma = /^\s*,(?=\s*$)/.exec(text.slice(previous, own.start))?.[0];
  if (comma === undefined) return [removal(own, text)];
  // An entry on its own line is removed together with the comment after it.
  if (isFirstOnLine(text, own.start))
    return [{ start: previous, end: previous + comma.length, text: '' }, removal(own, text)];
  return [{ start: previous, end: own.end, text: '' }];
}

/**
 * Removes an entry with its comma and the comment after it. Also removes its line if nothing else is on it.
 */
function removal({ start, end }: Extent, text: string): TextEdit {
  const rest = /^\s*,?(?:[ \t]*#[^\r\n]*)?/.exec(text.slice(end))?.[0] ?? '';
  const stop = end + (/[,#]/.test(rest) ? rest.length : 0);
  const lineBreak = /^[ \t]*\r?\n/.exec(text.slice(stop))?.[0];
  if (lineBreak === undefined || !isFirstOnLine(text, start)) return { start, end: stop, text: '' };
  return { start: lineStart(text, start), end: stop + lineBreak.length, text: '' };
}
