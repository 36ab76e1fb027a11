import { isSeq } from 'yaml';
import { keyName } from '../sources/yaml-tree.ts';
import type { Editing, Target } from './editing.ts';
import { type Entry, type Extent, endOf, linesOf, startOf } from './extents.ts';
import { lineStart } from './text-edit.ts';

export function indexOf({ collection, entries }: Target, step: string | number | undefined): number {
  return isSeq(collection) ? Number(step) : entries.findIndex(({ key }) => keyName(key) === String(step));
}

export const find = (target: Target, step: string | number | undefined): Entry | undefined =>
  target.entries[indexOf(target, step)];

/** The column in which the keys or dashes begin. */
export function columnOf({ entries: [first] }: Target, { text, refuse }: Editing): number {
  if (first === undefined) return refuse('it is empty', 0);
  const start = startOf(first);
  return start - lineStart(text, start);
}

/** The whole lines of each entry; undefined for an entry that shares its line with a dash. */
export function extentsOf(
  { entries, isRoot }: Target,
  { text }: Pick<Editing, 'text'>,
): (Extent | undefined)[] {
  return entries.map((entry, at) => {
    const before = entries[at - 1];
    const floor = before ? endOf(before, text) : isRoot ? 'top' : undefined;
    return linesOf(entry, text, floor);
  });
}
