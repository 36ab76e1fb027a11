import type { SourceEditor } from '../../foundation/edits/edit-source.ts';
import { ProblemError } from '../../foundation/problems/problem.ts';
import { isObject, valueAt } from '../../foundation/sources/reading.ts';
import { changeKeys } from './change-keys.ts';
import { longestRise } from './longest-rise.ts';
import type { WantedValue } from './plan-value.ts';
import { setValues } from './set-values.ts';

export type Values = Readonly<Record<string, unknown>>;

/** A block of a list as it should be. Indexes count in the list as it is in the file. */
export type Arranged =
  /** An existing block. `set` changes some fields, and null removes one; `become` has all fields that it should have. */
  | { readonly from: number; readonly set?: Values; readonly become?: Values }
  | { readonly copyOf: number; readonly set?: Values }
  /** A new block. `text` is its YAML, if it was in a file before. */
  | { readonly item: Values; readonly text?: string | undefined };

export interface Arrangement {
  readonly list: string;
  readonly next: readonly Arranged[];
  /** The names of the fields of a block in their order, by the values that it should have. */
  readonly orderOf: (values: Values) => readonly string[];
  /** The keys of the file that precede a list that does not exist yet. */
  readonly after: readonly string[];
  /** Whether an empty list is written as `[]`. Otherwise its key is removed. */
  readonly staysEmpty: boolean;
}

/** A block while the list changes: its entry in `next`, undefined if it is going to be removed, and its old index. */
interface Slot {
  readonly entry: number | undefined;
  readonly origin: number | undefined;
}

/**
 * Arranges a list of a file with the smallest edits: fields are set one by one, and as few blocks as possible
 * move. Everything that is not edited keeps its bytes. A block that is in no entry is removed.
 */
export function arrangeList(editor: SourceEditor, arrangement: Arrangement): void {
  const { list, next, staysEmpty } = arrangement;
  const before = valueAt(editor.value, [list]);
  const count = Array.isArray(before) ? before.length : 0;
  if (count === 0) beginList(editor, arrangement, before);
  else if (next.length === 0 && !staysEmpty) editor.apply({ kind: 'remove', path: [list] });
  else rearrange(editor, arrangement, count);
}

function rearrange(editor: SourceEditor, arrangement: Arrangement, count: number): void {
  const { list, next } = arrangement;
  const slots = [...Array(count).keys()].map((origin): Slot => {
    const entry = next.findIndex((each) => 'from' in each && each.from === origin);
    return { origin, entry: entry < 0 ? undefined : entry };
  });
  const indexOf = (entry: number) => slots.findIndex((slot) => slot.entry === entry);
  for (const [entry, each] of next.entries()) {
    if (!('copyOf' in each)) continue;
    const index = slots.findIndex(({ origin }) => origin === each.copyOf);
    editor.apply({ kind: 'duplicate', list: [list], index });
    slots.splice(index + 1, 0, { entry, origin: undefined });
  }
  changeBlocks(editor, arrangement, indexOf);
  const kept = longestRise(slots.flatMap(({ entry }) => entry ?? []));
  for (const entry of next.keys()) {
    if (indexOf(entry) < 0 || kept.has(entry)) continue;
    const from = indexOf(entry);
    const before = next.slice(0, entry).findLastIndex((_, at) => indexOf(at) >= 0);
    const target = before < 0 ? 0 : indexOf(before) + 1;
    const to = target > from ? target - 1 : target;
    editor.apply({ kind: 'move', list: [list], from, to });
    slots.splice(to, 0, ...slots.splice(from, 1));
  }
  insertBlocks(editor, list, next, slots);
  removeBlocks(editor, list, slots);
}

/** Writes a list that does not exist yet, or that is empty. */
function beginList(editor: SourceEditor, { list, next, after }: Arrangement, before: unknown): void {
  const items = next.flatMap((each) => ('item' in each ? [each.item] : []));
  if (items.length === 0) return;
  editor.apply({ kind: 'set', path: [list], value: items, ...(before === undefined && { after }) });
}

function changeBlocks(
  editor: SourceEditor,
  { list, next, orderOf }: Arrangement,
  indexOf: (entry: number) => number,
): void {
  const wanted: WantedValue[] = [];
  const now = valueAt(editor.value, [list]) as readonly unknown[];
  for (const [entry, each] of next.entries()) {
    const at = indexOf(entry);
    const own = now[at];
    const path = [list, at];
    if ('from' in each && each.become) {
      changeKeys(editor, path, isObject(own) ? own : {}, each.become, orderOf(each.become));
      continue;
    }
    // A copy cannot have the name of its original.
    const set =
      'copyOf' in each
        ? { ...(isObject(own) && Object.hasOwn(own, 'id') && { id: null }), ...each.set }
        : undefined;
    const changes = set ?? ('from' in each ? each.set : undefined) ?? {};
    const order = orderOf({ ...(isObject(own) ? own : {}), ...changes });
    for (const [field, after] of Object.entries(changes)) {
      const before = isObject(own) ? own[field] : undefined;
      wanted.push({ path: [...path, field], before, after, order });
    }
  }
  setValues(editor, wanted);
}

function insertBlocks(editor: SourceEditor, list: string, next: readonly Arranged[], slots: Slot[]): void {
  let index = 0;
  const changes = next.flatMap((each, entry) => {
    const at = slots.findIndex((slot) => slot.entry === entry);
    if (at >= 0) index = at + 1;
    const insert = { kind: 'insert' as const, list: [list], index };
    return 'item' in each ? [{ ...insert, item: each.item, text: each.text }] : [];
  });
  try {
    editor.applyAll(changes);
  } catch (error) {
    if (!(error instanceof ProblemError) || changes.every(({ text }) => text === undefined)) throw error;
    // The text does not fit into this list.
    editor.applyAll(changes.map((change) => ({ ...change, text: undefined })));
  }
  for (const change of changes.toReversed()) slots.splice(change.index, 0, { entry: -1, origin: undefined });
}

/**
 * Removes the blocks that are in no entry. The last block of the list comes separately, because its removal
 * also takes the space before it.
 */
function removeBlocks(editor: SourceEditor, list: string, slots: readonly Slot[]): void {
  const removal = (at: number) => ({ kind: 'remove' as const, path: [list, at] });
  const isGone = (slot: Slot | undefined) => slot !== undefined && slot.entry === undefined;
  const gone = [...slots.keys()].filter((at) => isGone(slots[at]) && at < slots.length - 1);
  editor.applyAll(gone.map(removal));
  if (isGone(slots.at(-1))) editor.apply(removal(slots.length - 1 - gone.length));
}
