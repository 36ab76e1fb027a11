import type { BlockEntry } from './source-record.ts';
import { flatten, hashWords, joinWords, type Words } from './words.ts';

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
  const sources = pairs.map(({ source }) => flatWords(source));
  const hashes = pairs.map(({ translation }) => hashWords(translation));
  const origins = new Map(entries.map((entry) => [entry, flatWords(entry.from)]));
  const byHash = Map.groupBy(entries, ({ to }) => to);
  const withHash = (index: number) => byHash.get(hashes[index] ?? '') ?? [];
  const isCurrent = (entry: BlockEntry, index: number) => {
    const [from, source] = [origins.get(entry), sources[index]];
    return from !== undefined && source !== undefined && hasSameWords(from, source);
  };
  const claim = (
    candidates: (index: number) => Iterable<BlockEntry>,
    fits: (entry: BlockEntry, index: number) => boolean,
  ) => {
    for (const index of pairs.keys()) {
      if (found[index] !== undefined) continue;
      for (const entry of candidates(index)) {
        if (!free.has(entry) || !fits(entry, index)) continue;
        found[index] = entry;
        free.delete(entry);
        break;
      }
    }
  };
  // Two blocks may have the same words, so pairs whose translation matches too come first.
  claim(withHash, isCurrent);
  claim(() => free, isCurrent);
  claim(withHash, (_, index) => hasWords(pairs[index]?.translation ?? {}));
  claimAlike(pairs, found, free);
  return found;
}

/** The words of each field, without line breaks and kinds of spaces. */
const flatWords = (words: Words): ReadonlyMap<string, string> =>
  new Map(Object.entries(words).map(([field, text]) => [field, flatten(text)]));

/** Whether a block has words, and an entry has the same ones. */
function hasSameWords(from: ReadonlyMap<string, string>, source: ReadonlyMap<string, string>): boolean {
  let isFilled = false;
  for (const [field, text] of source) {
    if ((from.get(field) ?? '') !== text) return false;
    isFilled ||= text !== '';
  }
  return isFilled;
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
