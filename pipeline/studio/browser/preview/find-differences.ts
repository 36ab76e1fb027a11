/** How two pages differ, for those who do not see it. */
export interface Differences {
  /** The anchors of blocks that look otherwise, or stand in one of the two alone. */
  readonly blocks: readonly string[];
  readonly isSame: boolean;
}

/** Holds two pages of editions against each other, block by block. */
export function findDifferences(one: Document, other: Document): Differences {
  const [mine, theirs] = [blocksOf(one), blocksOf(other)];
  const anchors = new Set([...mine.keys(), ...theirs.keys()]);
  const blocks = [...anchors].filter((anchor) => !areEqual(mine.get(anchor), theirs.get(anchor)));
  return { blocks, isSame: one.documentElement.isEqualNode(other.documentElement) };
}

/** By their anchors; a block may consist of several elements. */
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
