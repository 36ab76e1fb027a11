import { isObject } from '../../foundation/sources/reading.ts';
import type { Part } from '../translation/compare-translation.ts';
import type { BlockEntry } from '../translation/source-record.ts';
import type { Arranged } from './arrange-list.ts';
import { type CarriedPair, carryBlock, entryAfter, type ListName } from './carry-block.ts';
import type { Values } from './carry-words.ts';
import { wordlessBlock } from './wordless-block.ts';

/** The changes of a list of the source. */
export interface ArrangedList {
  readonly list: ListName;
  /** The blocks of the source before the changes. */
  readonly before: readonly unknown[];
  readonly next: readonly Arranged[];
  /** For each item of `next`, the indexes in `before` of the blocks whose words it takes over. */
  readonly joins: readonly (readonly number[])[];
  /** The translations that come back with new blocks, by the index in `next`. */
  readonly revived?: ReadonlyMap<number, Revived> | undefined;
}

/** A block of a translation that was removed with its source, and its record. `text` is its YAML. */
export interface Revived {
  readonly item: Values;
  readonly text: string | undefined;
  readonly entry: BlockEntry | undefined;
}

/** The same changes for the list of a translation. */
export interface FollowedList {
  readonly list: ListName;
  readonly next: readonly Arranged[];
  /** For each block of the source after the changes: the place of its translation in `next`, and its record. */
  readonly pairs: readonly { readonly at: number | undefined; readonly entry: BlockEntry | undefined }[];
}

interface Origin extends CarriedPair {
  /** The index of the translation in its list. */
  readonly place: number;
}

interface Piece {
  readonly arranged: Arranged;
  readonly entry: BlockEntry | undefined;
}

/**
 * Plans for a translation what was planned for its source: what belongs to a block moves, is removed, copied,
 * joined and converted with it, and a new block without words is new in the translation too. Blocks that only
 * the translation has stay behind the block before them. `items` is the list of the translation as it is in the file.
 */
export function followList(
  arranged: ArrangedList,
  parts: readonly Part[],
  items: readonly unknown[],
): FollowedList {
  const { list, before, next, joins, revived } = arranged;
  const own = parts.filter((part) => part.list === list && part.sourcePath && part.translationPath);
  const used = new Set<number>();
  const originOf = (index: number): Origin[] => {
    const part = own.find(({ sourcePath }) => sourcePath?.[1] === index);
    const place = Number(part?.translationPath?.[1]);
    if (part === undefined) return [];
    return [{ part, place, source: asValues(before[index]), own: asValues(items[place]) }];
  };
  const pieces = next.map((entry, at): Piece | undefined => {
    const back = revived?.get(at);
    if (back) return { arranged: { item: back.item, text: back.text }, entry: back.entry };
    const index = 'from' in entry ? entry.from : 'copyOf' in entry ? entry.copyOf : -1;
    const found = [index, ...(joins[at] ?? [])].flatMap(originOf);
    const origins = 'from' in entry ? found.filter(({ place }) => !used.has(place)) : found;
    if ('from' in entry) for (const { place } of origins) used.add(place);
    const source = asValues(before[index]);
    return follow(list, entry, source, origins) ?? added(list, entry, source);
  });
  if (list === 'corrections') fillGaps(pieces, arranged);
  const owned = new Set(own.map(({ translationPath }) => Number(translationPath?.[1])));
  const followed = withOthers(
    pieces.flatMap((piece) => piece?.arranged ?? []),
    items.length,
    owned,
  );
  const pairs = pieces.map((piece) => ({
    at: piece && followed.indexOf(piece.arranged),
    entry: piece?.entry,
  }));
  return { list, next: followed, pairs };
}

/** What happens to the translation of a block; undefined if it has none, or if no words are left. */
function follow(
  list: ListName,
  entry: Arranged,
  source: Values,
  origins: readonly Origin[],
): Piece | undefined {
  const spoken = origins.filter(({ part }) => part.state !== 'omitted');
  const [first] = spoken.length > 0 ? spoken : origins;
  if (first === undefined || 'item' in entry) return undefined;
  const now = nowOf(entry, source);
  if ('copyOf' in entry) return { arranged: { copyOf: first.place }, entry: entryAfter(list, now, first) };
  const isConverted = entry.become !== undefined && spoken.length > 0;
  if (!isConverted && spoken.length < 2)
    return {
      arranged: { from: first.place },
      entry: first.part.state === 'omitted' ? undefined : entryAfter(list, now, first),
    };
  const carried = carryBlock(list, now, spoken);
  if (carried === undefined) return undefined;
  const { values } = carried;
  if (isConverted) return { arranged: { from: first.place, become: values }, entry: carried.entry };
  const set = Object.fromEntries(Object.entries(values).filter(([name, value]) => first.own[name] !== value));
  return { arranged: { from: first.place, set }, entry: carried.entry };
}

/** A block that is new, or new as this kind, needs no translator if it has no words. */
function added(list: ListName, entry: Arranged, source: Values): Piece | undefined {
  if ('from' in entry && entry.become === undefined) return undefined;
  const item = wordlessBlock(list, nowOf(entry, source));
  return item && { arranged: { item }, entry: undefined };
}

const asValues = (value: unknown): Values => (isObject(value) ? value : {});

/** A block of the source after the change. */
export function nowOf(entry: Arranged, source: Values): Values {
  if ('item' in entry) return entry.item;
  if ('from' in entry && entry.become) return entry.become;
  const changed = { ...source, ...entry.set };
  return Object.fromEntries(Object.entries(changed).filter(([, value]) => value !== null));
}

/**
 * The corrections of a translation belong to those of the source by their places, so one without words takes
 * the place of each that is not translated yet.
 */
function fillGaps(pieces: (Piece | undefined)[], { before, next }: ArrangedList): void {
  const last = pieces.findLastIndex((piece) => piece !== undefined);
  for (const [at, entry] of next.entries()) {
    if (at >= last || pieces[at] !== undefined) continue;
    const { date } = nowOf(entry, asValues('from' in entry ? before[entry.from] : undefined));
    pieces[at] = { arranged: { item: date === undefined ? { text: '' } : { date } }, entry: undefined };
  }
}

/** Adds the blocks that belong to none of the source, each behind the block that precedes it in the file. */
function withOthers(next: readonly Arranged[], count: number, owned: ReadonlySet<number>): Arranged[] {
  const all = [...next];
  for (let place = 0; place < count; place++) {
    if (owned.has(place)) continue;
    let index = -1;
    for (let before = place - 1; before >= 0 && index < 0; before--)
      index = all.findIndex((each) => 'from' in each && each.from === before);
    let after = index + 1;
    while ('copyOf' in (all[after] ?? {})) after++;
    all.splice(after, 0, { from: place });
  }
  return all;
}
