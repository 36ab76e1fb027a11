import type { Change } from './change.ts';
import type { Editing, Target } from './editing.ts';
import { type Entry, type Extent, endOf, endsKept, mayEndBlank, startOf } from './extents.ts';
import { columnOf, extentsOf } from './find-entry.ts';
import { indent, printItem } from './print-value.ts';
import { endOfBlankLines, lineEnd, type TextEdit } from './text-edit.ts';
import { withoutAnchors } from './without-anchors.ts';

/** The edit that inserts an item into a list in block style. */
export function insertItem(
  target: Target,
  { index, item, text: given }: Change & { kind: 'insert' },
  editing: Editing,
): TextEdit {
  const { entries } = target;
  const { text } = editing;
  const column = columnOf(target, editing);
  const printed = given === undefined ? printItem(item, column, editing.printing) : indent(given, column);
  const margin = ' '.repeat(column);
  const before = entries[index - 1];
  const extents = extentsOf(target, editing);
  const gap = gapBehind(before, extents[index - 1], target, editing);
  if (before) {
    const end = extents[index - 1]?.end ?? lineEnd(text, endOf(before, text));
    return { start: end, end, text: `${gap}${margin}${printed}` };
  }
  const start =
    extents[0]?.start ??
    editing.refuse('its list begins in the middle of a line', startOf(entries[0] as Entry));
  return { start, end: start, text: `${margin}${printed}${gap}` };
}

/** The line breaks between an item and a new one. A "|+" at the end of the item would take a blank line. */
function gapBehind(
  entry: Entry | undefined,
  extent: Extent | undefined,
  target: Target,
  editing: Editing,
): string {
  const isKept = entry && extent && endsKept(entry, extent.end, editing.text);
  return hasGaps(target, editing) && !isKept ? '\n\n' : '\n';
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

/**
 * Moves an item with the blank lines before it, so that the other items keep theirs. If a comment is between
 * the item and its neighbours, all text between the items stays where it is.
 */
export function moveItem(
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
  const kept = whole.filter((extent, at) => endsKept(target.entries[at] as Entry, extent.end, editing.text));
  return carry(whole, { from, to }, editing.text) ?? exchange(whole, { from, to }, editing.text, kept);
}

/** Edits that move an item together with the space on one side of it; undefined if there is no such space. */
function carry(
  items: readonly Extent[],
  { from, to }: { from: number; to: number },
  text: string,
): TextEdit[] | undefined {
  const [previous, own, next] = [items[from - 1], items[from], items[from + 1]];
  const target = items.toSpliced(from, 1)[Math.max(0, to - 1)];
  if (own === undefined || target === undefined) return undefined;
  if ([previous, own, next, target].some((each) => each && mayEndBlank(each, text))) return undefined;
  const spans = [
    previous && { start: previous.end, end: own.start },
    next && { start: own.end, end: next.start },
  ];
  const span = spans.find((each) => each && /^\s+$/.test(text.slice(each.start, each.end)));
  if (span === undefined) return undefined;
  const [item, space] = [text.slice(own.start, own.end), text.slice(span.start, span.end)];
  const taken = { start: Math.min(own.start, span.start), end: Math.max(own.end, span.end), text: '' };
  const put = to === 0 ? { at: target.start, text: item + space } : { at: target.end, text: space + item };
  return [taken, { start: put.at, end: put.at, text: put.text }].sort((a, b) => a.start - b.start);
}

/**
 * Edits that move each text to its place in the new order. The texts at the places `kept` end with "|+". Such a text
 * takes its own blank lines along and replaces those at its new place. Its old place keeps a copy of them.
 */
export function exchange(
  places: readonly Extent[],
  { from, to }: { from: number; to: number },
  text: string,
  kept: readonly Extent[] = [],
): TextEdit[] {
  const order = places.map((_, at) => at);
  order.splice(to, 0, ...order.splice(from, 1));
  return places.flatMap((place, at) => {
    const source = places[order[at] ?? at] ?? place;
    if (source === place) return [];
    const moved = text.slice(source.start, source.end);
    if (kept.includes(source))
      return [{ start: place.start, end: endOfBlankLines(text, place.end), text: moved }];
    const lines = kept.includes(place) ? /\s*$/.exec(text.slice(place.start, place.end))?.[0] : '';
    return [{ ...place, text: moved + lines }];
  });
}

/** The edit that inserts a copy of an item after the item. The copy has no anchors. */
export function duplicateItem(target: Target, index: number, editing: Editing): TextEdit {
  const entry = target.entries[index];
  const extent = extentsOf(target, editing)[index];
  if (!entry || !extent) return editing.refuse('it shares its line with a dash', entry ? startOf(entry) : 0);
  const copy = withoutAnchors(entry, extent, editing.text);
  const gap = gapBehind(entry, extent, target, editing);
  return { start: extent.end, end: extent.end, text: `${gap}${copy}` };
}
