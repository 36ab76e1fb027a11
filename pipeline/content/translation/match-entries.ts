import type { BlockEntry } from './source-record.ts';
import { flatten, hashWords, joinWords, sameWords, type Words } from './words.ts';

/** The words of a block and of its translation. */
export interface WordPair {
  readonly source: Words;
  readonly translation: Words;
}

/** The share of common words above which two texts count as versions of the same text. */
const alike = 0.4;

/**
 * Finds the entry of the record for each pair, trying in this order: an entry with the current source, an
 * entry with the current translation, the entry that is most similar to the current source.
 */
export function matchEntries(
  pairs: readonly WordPair[],
  entries: readonly BlockEntry[],
): (BlockEntry | undefined)[] {
  const found: (BlockEntry | undefined)[] = pairs.map(() => undefined);
  const free = new Set(entries);
  const claim = (fits: (entry: BlockEntry, pair: WordPair) => boolean) => {
    for (const [index, pair] of pairs.entries()) {
      if (found[index] !== undefined) continue;
      const entry = [...free].find((each) => fits(each, pair));
      if (entry === undefined) continue;
      found[index] = entry;
      free.delete(entry);
    }
  };
  const hashes = new Map(pairs.map((pair) => [pair, hashWords(pair.translation)]));
  const isCurrent = ({ from }: BlockEntry, { source }: WordPair) =>
    hasWords(source) && sameWords(from, source, Object.keys(source));
  // Two blocks may have the same words, so pairs whose translation matches too come first.
  claim((entry, pair) => isCurrent(entry, pair) && entry.to === hashes.get(pair));
  claim(isCurrent);
  claim((entry, pair) => hasWords(pair.translation) && entry.to === hashes.get(pair));
  claimAlike(pairs, found, free);
  return found;
}

const hasWords = (words: Words) => joinWords(words) !== '';

/** Assigns the best matches first, so that two edited blocks do not take each other's entry. */
function claimAlike(
  pairs: readonly WordPair[],
  found: (BlockEntry | undefined)[],
  free: Set<BlockEntry>,
): void {
  const candidates: { index: number; entry: BlockEntry; score: number }[] = [];
  for (const [index, pair] of pairs.entries()) {
    if (found[index] !== undefined) continue;
    for (const entry of free) {
      const score = similarity(pair.source, entry.from);
      if (score >= alike) candidates.push({ index, entry, score });
    }
  }
  for (const { index, entry } of candidates.sort((a, b) => b.score - a.score)) {
    if (found[index] !== undefined || !free.has(entry)) continue;
    found[index] = entry;
    free.delete(entry);
  }
}

/** The share of words that two texts have in common (Dice). 0 if they have different fields. */
function similarity(a: Words, b: Words): number {
  if (!Object.keys(a).some((field) => Object.hasOwn(b, field))) return 0;
  const [mine, theirs] = [bag(a), bag(b)];
  let common = 0;
  for (const [word, count] of mine.words) common += Math.min(count, theirs.words.get(word) ?? 0);
  return mine.size + theirs.size === 0 ? 0 : (2 * common) / (mine.size + theirs.size);
}

function bag(words: Words): { words: Map<string, number>; size: number } {
  const list = Object.values(words).flatMap(
    (text) =>
      flatten(text)
        .toLowerCase()
        .match(/[\p{L}\p{N}]+/gu) ?? [],
  );
  const counts = new Map<string, number>();
  for (const word of list) counts.set(word, (counts.get(word) ?? 0) + 1);
  return { words: counts, size: list.length };
}
