/** The indexes of two items that belong together. One of the two is undefined if the other is unpaired. */
export interface PlacePair {
  readonly source: number | undefined;
  readonly translation: number | undefined;
}

/** The maximum number of comparisons of two items. Longer lists are compared by order only. */
export const mostComparisons = 4_000_000;

/**
 * Aligns two ordered lists so that the pairs are worth as much as possible in total. Items that are worth 0
 * together are never paired. Among equally good alignments, the one that pairs items earliest wins. `worth`
 * must return whole numbers, so that sums are exact and can be compared.
 */
export function bestAlignment(
  sources: number,
  translations: number,
  worth: (source: number, translation: number) => number,
): PlacePair[] {
  // Fill a table with the best score of each remainder of the lists, from the end to the beginning. Then
  // follow the best way through the table.
  const width = translations + 1;
  const scores = new Float64Array((sources + 1) * width);
  const score = (i: number, j: number) => scores[i * width + j] ?? 0;
  const together = new Float64Array(sources * translations);
  for (let i = sources - 1; i >= 0; i--) {
    for (let j = translations - 1; j >= 0; j--) {
      const own = worth(i, j);
      together[i * translations + j] = own;
      const paired = own > 0 ? own + score(i + 1, j + 1) : 0;
      scores[i * width + j] = Math.max(paired, score(i + 1, j), score(i, j + 1));
    }
  }
  const pairs: PlacePair[] = [];
  let [i, j] = [0, 0];
  while (i < sources || j < translations) {
    const isBoth = i < sources && j < translations;
    const own = isBoth ? (together[i * translations + j] ?? 0) : 0;
    if (own > 0 && score(i, j) === own + score(i + 1, j + 1)) {
      pairs.push({ source: i++, translation: j++ });
    } else if (j === translations || (i < sources && score(i, j) === score(i + 1, j))) {
      pairs.push({ source: i++, translation: undefined });
    } else {
      pairs.push({ source: undefined, translation: j++ });
    }
  }
  return pairs;
}
