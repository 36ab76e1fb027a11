import type { Arranged, Values } from '../../content/writing/arrange-list.ts';
import type { Revived } from '../../content/writing/follow-list.ts';
import { hashValue } from '../../content/writing/hash-value.ts';
import { type MergedList, mergeLists, type WantedEntry } from '../../content/writing/merge-lists.ts';
import type { WantedValue } from '../../content/writing/plan-value.ts';
import { isObject } from '../../foundation/sources/reading.ts';
import type { ListInput, Places, WriteEntry, WriteList, WriteRequest } from '../protocol/write.ts';
import { headForms } from './kind-forms.ts';
import { formOf, lasting, readBlock, readChanges, readConversion } from './read-block.ts';

/** What a request asks of a file, after it has been merged with what others have done. Nothing has been edited yet. */
export interface WritePlan {
  readonly head: readonly WantedValue[];
  readonly lists: readonly PlannedList[];
  /** The parts that keep what somebody else wrote, by their keys after the write. */
  readonly conflicts: readonly string[];
  readonly isConflict: boolean;
  readonly places: Places;
}

export interface PlannedList {
  readonly list: WriteList;
  /** The blocks as they are in the file. */
  readonly before: readonly unknown[];
  readonly next: readonly Arranged[];
  /** For each item of `next`, the indexes in `before` of the blocks whose words it takes over. */
  readonly joins: readonly (readonly number[])[];
  /** The translations that come back with new blocks: by language, and by the index in `next`. */
  readonly revived?: ReadonlyMap<string, ReadonlyMap<number, Revived>>;
}

type Write = Extract<WriteRequest, { action: 'write' }>;

/** Plans the edits of the source. Throws a problem for a value that a field cannot hold. */
export function planWrite(root: Values, { head = {}, lists = {} }: Write, file: string): WritePlan {
  const forms = headForms();
  const order = forms.map(({ name }) => name);
  const conflicts: string[] = [];
  const wanted: WantedValue[] = [];
  for (const [name, { seen, value }] of Object.entries(head)) {
    const before = root[name];
    const after = readChanges({ label: 'the issue', fields: forms }, { [name]: value }, root, file)[name];
    if (hashValue(before) === hashValue(after ?? undefined)) continue;
    if (hashValue(before) === seen) wanted.push({ path: [name], before, after, order });
    else conflicts.push(name);
  }
  const planned = Object.entries(lists).map(([list, input]) =>
    planList(root, list as WriteList, input, file),
  );
  const isLost = planned.some((each) => each.isLost);
  return {
    head: wanted,
    lists: planned,
    conflicts: [...conflicts, ...planned.flatMap((each) => each.conflicts)],
    isConflict: isLost || conflicts.length > 0 || planned.some((each) => each.conflicts.length > 0),
    places: Object.fromEntries(planned.map(({ list, places }) => [list, places])),
  };
}

interface ListPlan extends PlannedList {
  readonly conflicts: readonly string[];
  /** Whether the request changes a block that somebody else has removed. */
  readonly isLost: boolean;
  readonly places: readonly (number | null)[];
}

function planList(root: Values, list: WriteList, asked: ListInput, file: string): ListPlan {
  const items = root[list];
  const before: readonly unknown[] = Array.isArray(items) ? items : [];
  const input = { ...asked, next: asMoves(list, before, asked, file) };
  const merged = mergeLists({ seen: input.seen, next: input.next.map(toWanted) }, before.map(hashValue));
  const next: Arranged[] = [];
  const joins: (readonly number[])[] = [];
  for (const item of merged.items) {
    const entry = 'entry' in item ? input.next[item.entry] : undefined;
    const isRefused = 'entry' in item && merged.refused.has(item.entry);
    next.push(
      entry === undefined || isRefused
        ? { from: 'kept' in item ? item.kept : placeOf(entry, merged) }
        : readEntry(entry, { list, before, merged, file }),
    );
    joins.push(isRefused ? [] : joinsOf(entry).flatMap((at) => merged.places[at] ?? []));
  }
  const places = input.next.map((_, entry) => {
    const at = merged.items.findIndex((item) => 'entry' in item && item.entry === entry);
    return at < 0 ? null : at;
  });
  const rescued = merged.items.flatMap((item, at) =>
    'kept' in item && merged.rescued.includes(item.kept) ? at : [],
  );
  const refused = [...merged.refused].map((entry) => places[entry] ?? null);
  const conflicts = [...rescued, ...refused.flatMap((at) => at ?? [])].map((at) => `${list}.${at}`);
  return { list, before, next, joins, conflicts, isLost: refused.includes(null), places };
}

/**
 * A new block with the words of one that the request removes is that block, cut and pasted. As a move, it
 * takes its translations along.
 */
function asMoves(
  list: WriteList,
  before: readonly unknown[],
  { seen, next }: ListInput,
  file: string,
): WriteEntry[] {
  const used = new Set(next.flatMap((entry) => ('from' in entry ? [entry.from, ...joinsOf(entry)] : [])));
  const removed = [...seen.keys()].filter((at) => !used.has(at));
  const words = new Map(before.map((value) => [hashValue(value), hashValue(wordsOf(value))]));
  return next.map((entry) => {
    if (!('block' in entry) || removed.length === 0) return entry;
    const hash = hashValue(wordsOf(readBlock(list, entry.block, file)));
    const at = removed.findIndex((index) => words.get(seen[index] ?? '') === hash);
    return at < 0 ? entry : { from: removed.splice(at, 1)[0] ?? 0 };
  });
}

/** The values of a block without those that a copy may lack. */
export const wordsOf = (value: unknown) =>
  isObject(value)
    ? Object.fromEntries(Object.entries(value).filter(([name]) => !lasting.includes(name)))
    : value;

const joinsOf = (entry: WriteEntry | undefined): readonly number[] =>
  entry && 'into' in entry
    ? (entry.joins ?? [])
    : entry && 'from' in entry && 'set' in entry
      ? (entry.joins ?? [])
      : [];

function toWanted(entry: WriteEntry): WantedEntry {
  if ('block' in entry) return { isChanged: false, splitOf: entry.splitOf };
  if ('copyOf' in entry) return { isChanged: false, copyOf: entry.copyOf };
  return {
    from: entry.from,
    isChanged: 'set' in entry || 'into' in entry,
    joins: joinsOf(entry),
  };
}

const placeOf = (entry: WriteEntry | undefined, { places }: MergedList) =>
  (entry && 'from' in entry ? places[entry.from] : undefined) ?? 0;

interface EntryContext {
  readonly list: WriteList;
  readonly before: readonly unknown[];
  readonly merged: MergedList;
  readonly file: string;
}

function readEntry(entry: WriteEntry, { list, before, merged, file }: EntryContext): Arranged {
  if ('block' in entry) return { item: readBlock(list, entry.block, file) };
  const at = merged.places['from' in entry ? entry.from : entry.copyOf] ?? 0;
  const own = before[at];
  const values = isObject(own) ? own : {};
  if ('into' in entry) return { from: at, become: readConversion(list, entry, values, file) };
  const asked = 'set' in entry ? (entry.set ?? {}) : {};
  const set =
    Object.keys(asked).length === 0 ? {} : readChanges(formOf(list, values, file), asked, values, file);
  if ('copyOf' in entry) return { copyOf: at, set };
  return Object.keys(set).length === 0 ? { from: at } : { from: at, set };
}
