import { isSeq } from 'yaml';
import type { Editing, Target } from './editing.ts';
import { type Extent, endOf, endsKept, mayEndBlank, startOf } from './extents.ts';
import { extentsOf } from './find-entry.ts';
import { endOfBlankLines, lineEnd, type TextEdit } from './text-edit.ts';

/** The edits that remove an entry with its comments. Removing the last entry leaves an empty list or map. */
export function removeEntry(target: Target, index: number, editing: Editing): readonly TextEdit[] {
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
    const space = before && !mayEndBlank(before, text) ? text.slice(before.end, own.start) : '';
    const breaks = (between: string) => between.split('\n').length;
    // The blank lines after the last entry of a group separate the group from the next one.
    if (/^\s+$/.test(space) && breaks(space) < breaks(text.slice(own.end, after.start)))
      return [{ start: own.start - space.length, end: own.end, text: '' }];
    // Also remove the blank lines after the entry, but keep a comment that is not directly below it.
    const gap = /^(?:\r?\n[ \t]*(?=\r?\n))*\r?\n/.exec(text.slice(own.end, after.start))?.[0] ?? '';
    return [{ start: own.start, end: own.end + gap.length, text: '' }];
  }
  const previous = before?.end ?? endOf(entries[index - 1] ?? entry, text);
  const gap = text.slice(previous, own.start);
  // With "|+", the blank lines above belong to the value before, and those below would become part of it.
  if (endsKept(entries[index - 1] ?? entry, lineEnd(text, previous), text)) {
    const end = endOfBlankLines(text, own.end);
    return [{ start: own.start, end: end + lineBreakAt(text, end), text: '' }];
  }
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
