interface Orders {
  /** The blocks on the page. */
  readonly local: readonly string[];
  /** The blocks that the page and the file had in common. */
  readonly base: readonly string[];
  /** The blocks of the file. */
  readonly found: readonly string[];
}

/**
 * The order of the blocks on the page after the file has changed. The order of the file counts, unless blocks
 * were moved on the page and are not saved yet. The other blocks stay behind their predecessors.
 */
export function mergeOrder({ local, base, found }: Orders): readonly string[] {
  const common = new Set(base);
  const isMoved = !isSameOrder(
    local.filter((each) => common.has(each)),
    base,
  );
  return isMoved ? insertMissing(local, found) : insertMissing(found, local);
}

/** Whether the elements that both have are in the same order. */
function isSameOrder(some: readonly string[], all: readonly string[]): boolean {
  const places = some.map((each) => all.indexOf(each));
  return places.every((place, at) => at === 0 || place > (places[at - 1] ?? 0));
}

function insertMissing(main: readonly string[], other: readonly string[]): readonly string[] {
  const result = [...main];
  const has = new Set(main);
  other.forEach((each, at) => {
    if (has.has(each)) return;
    const before = other[at - 1];
    result.splice(before === undefined ? 0 : result.indexOf(before) + 1, 0, each);
    has.add(each);
  });
  return result;
}
