/** The differences between two pages, for people who cannot see them. */
export interface Differences {
  /** The anchors of the blocks that look different or exist in only one of the pages. */
  readonly blocks: readonly string[];
  readonly isSame: boolean;
}

/** Compares two pages of editions, block by block. */
export function findDifferences(one: Document, other: Document): Differences {
  const [mine, theirs] = [blocksOf(one), blocksOf(other)];
  const anchors = new Set([...mine.keys(), ...theirs.keys()]);
  const blocks = [...anchors].filter((anchor) => !areEqual(mine.get(anchor), theirs.get(anchor)));
  return { blocks, isSame: one.documentElement.isEqualNode(other.documentElement) };
}

/** The elements of each block, by anchor. */
function blocksOf(page: Document): Map<string, Element[]> {
  return Map.groupBy(
    page.querySelectorAll('[data-block]'),
    (element) => element.getAttribute('data-block') ?? '',
  );
}

function areEqual(mine: readonly Element[] = [], theirs: readonly Element[] = []): boolean {
  return (
    mine.length === theirs.length && mine.every((element, at) => element.isEqualNode(theirs[at] ?? null))
  );
}
