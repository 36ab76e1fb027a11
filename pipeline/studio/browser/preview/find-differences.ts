/** The differences of two pages, for readers who cannot see them. */
export interface Differences {
  /** The anchors of blocks that look different or exist in one page only. */
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

/** By anchor. A block may consist of several elements. */
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
