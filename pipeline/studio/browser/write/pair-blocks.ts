import type { WriteBlock } from '../../protocol/write.ts';

/** A block that the page knows, as it is compared with those of a new answer. */
interface KnownBlock {
  readonly hash: string | undefined;
  /** The hash that it had before somebody else changed it, while the person has to decide. */
  readonly former: string | undefined;
  readonly key: string;
  readonly kind: string;
  readonly id: string | undefined;
}

/**
 * Finds the blocks that the page knows in a list that the server has read again. Returns for each known block
 * its index in that list, or null. Blocks with the same words come first, then those with the words that they had
 * before a conflict, then those with the same id, and then those of the same kind between two neighbours that were
 * found.
 */
export function pairBlocks(
  known: readonly KnownBlock[],
  found: readonly WriteBlock[],
  keyOf: (block: WriteBlock) => string,
): (number | null)[] {
  const places: (number | null)[] = known.map(() => null);
  const taken = new Set<number>();
  const take = (at: number, place: number) => {
    places[at] = place;
    taken.add(place);
  };
  const pairBy = (
    mine: (block: KnownBlock) => string | undefined,
    theirs: (block: WriteBlock) => string | undefined,
  ) => {
    const free = new Map<string, number[]>();
    found.forEach((block, place) => {
      const name = theirs(block);
      if (name !== undefined && !taken.has(place)) free.set(name, [...(free.get(name) ?? []), place]);
    });
    known.forEach((block, at) => {
      const place = places[at] === null ? free.get(mine(block) ?? '')?.shift() : undefined;
      if (place !== undefined) take(at, place);
    });
  };
  pairBy(
    ({ hash }) => hash,
    ({ hash }) => hash,
  );
  pairBy(({ key }) => key, keyOf);
  pairBy(
    ({ former }) => former,
    ({ hash }) => hash,
  );
  pairBy(
    ({ id }) => id,
    ({ id }) => id,
  );
  known.forEach((block, at) => {
    if (places[at] !== null) return;
    const before = places.slice(0, at).findLast((place) => place !== null) ?? -1;
    const place = before + 1;
    if (!taken.has(place) && found[place]?.kind === block.kind) take(at, place);
  });
  return places;
}
