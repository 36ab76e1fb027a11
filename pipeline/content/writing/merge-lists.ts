import { bestAlignment } from '../best-alignment.ts';

/** A list as a person wants it: which of the blocks that they saw, in which order, and what is new. */
export interface WantedList {
  /** The hashes of the blocks that they saw. */
  readonly seen: readonly string[];
  readonly next: readonly WantedEntry[];
}

export interface WantedEntry {
  /** The index in `seen`; undefined for a new block and for a copy. */
  readonly from?: number | undefined;
  /** Whether the entry changes the words of the block. */
  readonly isChanged: boolean;
  /** The index in `seen` of the block that it copies. */
  readonly copyOf?: number | undefined;
  /** The indexes in `seen` of the blocks whose words it takes over. */
  readonly joins?: readonly number[];
  /** The index in `seen` of the block from which the words of a new block come. */
  readonly splitOf?: number | undefined;
}

/** An item of the merged list: an entry, or a block of the file that the person did not see. */
export type MergedItem = { readonly entry: number } | { readonly kept: number };

export interface MergedList {
  readonly items: readonly MergedItem[];
  /** For each block seen, its index in the file now; undefined if somebody has removed it. */
  readonly places: readonly (number | undefined)[];
  /** The entries that would overwrite a change of somebody else. Their blocks stay as they are. */
  readonly refused: ReadonlySet<number>;
  /** The blocks of the file that the person wanted to remove, and that somebody else has changed. */
  readonly rescued: readonly number[];
}

/**
 * Merges what a person wants with what others have done to the list since. Blocks that others added stay
 * behind the block that precedes them in the file. If only the others moved blocks, their order holds.
 */
export function mergeLists({ seen, next }: WantedList, current: readonly string[]): MergedList {
  const { places, changed } = placesOf(seen, current);
  const refused = new Set(
    next.flatMap(({ from, isChanged }, at) => {
      if (from === undefined || !isChanged) return [];
      return places[from] === undefined || changed.has(from) ? [at] : [];
    }),
  );
  const wanted = new Set(next.flatMap(({ from }) => (from === undefined ? [] : [from])));
  // The words of a block that was joined into a refused entry are nowhere else.
  for (const at of refused) for (const joined of next[at]?.joins ?? []) wanted.add(joined);
  const removed = new Set([...seen.keys()].filter((at) => !wanted.has(at)));
  const rescued = [...removed].flatMap((at) => (changed.has(at) ? [places[at] ?? 0] : []));
  const gone = new Set([...removed].flatMap((at) => (changed.has(at) ? [] : [places[at]])));
  // The words that were split from a refused block are still in it.
  const whole = new Set([...refused].map((at) => next[at]?.from));
  const isInserted = ({ splitOf }: WantedEntry) => splitOf === undefined || !whole.has(splitOf);
  const entries = [...next].flatMap((each, at) => (isThere(each, places) && isInserted(each) ? at : []));
  const placeOf = (entry: number) => places[next[entry]?.from ?? -1];
  const taken = new Set(entries.map(placeOf));
  const others = [...current.keys()].filter((at) => !taken.has(at) && !gone.has(at));
  const kept = places.filter((at) => at !== undefined && taken.has(at)) as number[];
  const asWanted = entries.flatMap((entry) => placeOf(entry) ?? []);
  const isTheirOrder = !isRising(kept) && isRising(next.flatMap(({ from }) => from ?? []));
  const items = isTheirOrder
    ? inTheirOrder(entries, placeOf, others, asWanted)
    : inWantedOrder(entries, placeOf, others);
  return { items, places, refused, rescued };
}

function isThere({ from, copyOf }: WantedEntry, places: readonly (number | undefined)[]): boolean {
  const origin = from ?? copyOf;
  return origin === undefined || places[origin] !== undefined;
}

const isRising = (numbers: readonly number[]) =>
  numbers.every((each, at) => at === 0 || each > (numbers[at - 1] ?? 0));

/** The entries in their order, with the blocks of others behind the blocks that precede them in the file. */
function inWantedOrder(
  entries: readonly number[],
  placeOf: (entry: number) => number | undefined,
  others: readonly number[],
): MergedItem[] {
  const items: MergedItem[] = entries.map((entry) => ({ entry }));
  for (const kept of others) {
    let before = kept - 1;
    const isBefore = (item: MergedItem) => ('entry' in item ? placeOf(item.entry) : item.kept) === before;
    while (before >= 0 && !items.some(isBefore)) before--;
    items.splice(before < 0 ? 0 : items.findIndex(isBefore) + 1, 0, { kept });
  }
  return items;
}

/** The blocks as they are in the file, with the new entries behind the entries that precede them. */
function inTheirOrder(
  entries: readonly number[],
  placeOf: (entry: number) => number | undefined,
  others: readonly number[],
  own: readonly number[],
): MergedItem[] {
  const items: MergedItem[] = [...own, ...others]
    .sort((a, b) => a - b)
    .map((place) => {
      const entry = entries.find((each) => placeOf(each) === place);
      return entry === undefined ? { kept: place } : { entry };
    });
  for (const [at, entry] of entries.entries()) {
    if (placeOf(entry) !== undefined) continue;
    const before = entries[at - 1];
    const index = items.findIndex((item) => 'entry' in item && item.entry === before);
    items.splice(index + 1, 0, { entry });
  }
  return items;
}

/**
 * Finds the blocks that were seen among those of the file: the same blocks in the same order, then the same
 * blocks elsewhere, then blocks directly behind a found one, which somebody has changed.
 */
function placesOf(
  seen: readonly string[],
  current: readonly string[],
): { places: (number | undefined)[]; changed: Set<number> } {
  if (seen.length === current.length && seen.every((each, at) => each === current[at]))
    return { places: [...seen.keys()], changed: new Set() };
  const places: (number | undefined)[] = seen.map(() => undefined);
  const free = new Set(current.keys());
  const claim = (at: number, place: number | undefined) => {
    if (place === undefined || !free.delete(place)) return false;
    places[at] = place;
    return true;
  };
  const pairs = bestAlignment(seen.length, current.length, (i, j) => (seen[i] === current[j] ? 1 : 0));
  for (const { source, translation } of pairs) if (source !== undefined) claim(source, translation);
  const lost = () => [...seen.keys()].filter((at) => places[at] === undefined);
  for (const at of lost())
    claim(
      at,
      [...free].find((place) => current[place] === seen[at]),
    );
  const changed = new Set(
    lost().filter((at) => claim(at, at === 0 ? 0 : (places[at - 1] ?? current.length) + 1)),
  );
  return { places, changed };
}
