import { bestAlignment, mostComparisons } from './best-alignment.ts';
import { blockDefinition } from './blocks/registry.ts';
import { storyShape } from './issue-schema.ts';
import type { ParsedDocument, ParsedItem } from './parse-document.ts';
import { createSimilarity, type Similarity } from './similarity.ts';

/**
 * A block of the source and the block that translates it. One of the two is undefined if the other has no
 * counterpart.
 */
export interface Pair {
  readonly source: ParsedItem | undefined;
  readonly translation: ParsedItem | undefined;
}

export type BlockList = 'body' | 'stories';

/**
 * How certain it is that two blocks belong together, from 0 to 1, judged by other information than the
 * blocks.
 */
export type Known = (source: ParsedItem, translation: ParsedItem) => number;

/**
 * Aligns a translation with its source in reading order: which block translates which, which is missing, and
 * which is extra. Blocks with different kinds or ids never belong together. Among all alignments, those that
 * leave the fewest blocks unpaired win; among these, the one whose pairs fit best (Gale and Church 1993),
 * judged by length, digits, links, names and `known`.
 */
export function alignBlocks(
  source: ParsedDocument,
  translation: ParsedDocument,
  list: BlockList,
  known: Known = () => 0,
): Pair[] {
  const originals = source[list].filter(({ only }) => !only);
  const own = translation[list].filter(({ only }) => !only);
  const pairs = inOrder(originals, own, list) ?? bestFit(originals, own, list, known);
  return withOwnBlocks(pairs, source[list], translation[list]);
}

/** Whether a block of a translation can translate this block of the source, judged by kind and id. */
export function canTranslate(original: ParsedItem, each: ParsedItem, list: BlockList): boolean {
  const ids = [original.raw['id'], each.raw['id']];
  if (typeof ids[0] === 'string' && typeof ids[1] === 'string' && ids[0] !== ids[1]) return false;
  if (each.omit || list === 'stories') return true;
  if (original.kind !== undefined && each.kind !== undefined) return each.kind === original.kind;
  // A broken block has its own problem, so its kind is not reported as well.
  if (original.kind === undefined || each.values === undefined) return true;
  const fields = blockDefinition(original.kind).shape;
  const own = Object.keys(each.raw).filter((key) => !['id', 'note'].includes(key));
  return own.every((key) => Object.hasOwn(fields, key));
}

/**
 * Pairs the blocks one by one, which is the usual case. Undefined if a block does not translate its
 * counterpart.
 */
function inOrder(
  originals: readonly ParsedItem[],
  own: readonly ParsedItem[],
  list: BlockList,
): Pair[] | undefined {
  const isTooLong = originals.length * own.length > mostComparisons;
  if (originals.length !== own.length && !isTooLong) return undefined;
  const length = Math.max(originals.length, own.length);
  const pairs = Array.from({ length }, (_, at) => ({ source: originals[at], translation: own[at] }));
  const fits = ({ source, translation }: Pair) =>
    source && translation && canTranslate(source, translation, list);
  const end = pairs.findIndex((pair) => !fits(pair));
  if (end < 0) return pairs;
  if (!isTooLong) return undefined;
  return [...pairs.slice(0, end), ...pairs.slice(end).flatMap(apart)];
}

const apart = ({ source, translation }: Pair): Pair[] => [
  ...(source ? [{ source, translation: undefined }] : []),
  ...(translation ? [{ source: undefined, translation }] : []),
];

function bestFit(
  originals: readonly ParsedItem[],
  own: readonly ParsedItem[],
  list: BlockList,
  known: Known,
): Pair[] {
  const shapeOf = ({ kind }: ParsedItem) =>
    list === 'stories' ? storyShape : kind ? blockDefinition(kind).shape : {};
  const similarity = createSimilarity(originals, own, shapeOf);
  const at = <Item>(items: readonly Item[], place: number | undefined) =>
    place === undefined ? undefined : items[place];
  return bestAlignment(originals.length, own.length, (i, j) =>
    worthOf(originals[i], own[j], { list, known, similarity }),
  ).map((pair) => ({ source: at(originals, pair.source), translation: at(own, pair.translation) }));
}

/** A pair outweighs any difference in similarity, so that as few blocks as possible remain unpaired. */
const pairWorth = 2 ** 24;

function worthOf(
  source: ParsedItem | undefined,
  translation: ParsedItem | undefined,
  { list, known, similarity }: { list: BlockList; known: Known; similarity: Similarity },
): number {
  if (source === undefined || translation === undefined) return 0;
  const { id } = source.raw;
  // Blocks with the same id belong together, even if the kind has changed.
  if (typeof id === 'string' && id === translation.raw['id']) return pairWorth * 2;
  if (!canTranslate(source, translation, list)) return 0;
  // Known pairs outweigh similarity. Whole numbers keep sums exact, so they can be compared.
  return (
    pairWorth +
    Math.round(64 * similarity(source, translation)) +
    Math.round(4096 * known(source, translation))
  );
}

/** Puts the blocks that exist in one language only (`only: true`) back into their places. */
function withOwnBlocks(
  pairs: readonly Pair[],
  originals: readonly ParsedItem[],
  own: readonly ParsedItem[],
): Pair[] {
  const result = [...pairs];
  const insert = (item: ParsedItem, before: ParsedItem | undefined, side: keyof Pair) => {
    const at = before === undefined ? 0 : result.findIndex((pair) => pair[side] === before) + 1;
    const pair = { source: undefined, translation: undefined, [side]: item };
    result.splice(at, 0, pair);
  };
  for (const [at, item] of originals.entries()) if (item.only) insert(item, originals[at - 1], 'source');
  for (const [at, item] of own.entries()) if (item.only) insert(item, own[at - 1], 'translation');
  return result;
}
