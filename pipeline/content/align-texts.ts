import { bestAlignment, mostComparisons, type PlacePair } from './best-alignment.ts';
import { createTextSimilarity } from './similarity.ts';

/** A pair outweighs any difference in similarity, so that as few items as possible remain unpaired. */
const pairWorth = 2 ** 24;

/** Aligns the items of a list with those of its translation. */
export function alignTexts(sources: readonly string[], own: readonly string[]): PlacePair[] {
  const comparisons = sources.length * own.length;
  if (comparisons === 0 || comparisons > mostComparisons) return inOrder(sources.length, own.length);
  const similarity = createTextSimilarity(sources, own);
  return bestAlignment(sources.length, own.length, (i, j) => {
    const worth = similarity(sources[i] ?? '', own[j] ?? '');
    return pairWorth + Math.round(4096 * worth);
  });
}

function inOrder(sources: number, translations: number): PlacePair[] {
  return Array.from({ length: Math.max(sources, translations) }, (_, at) => ({
    source: at < sources ? at : undefined,
    translation: at < translations ? at : undefined,
  }));
}
