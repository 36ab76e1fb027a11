import { Report } from '../../foundation/problems/report.ts';
import { type AlignedItem, alignItems, isSameKind } from '../align-blocks.ts';
import type { ParsedDocument, ParsedItem } from '../parse-document.ts';
import type { BlockEntry } from './source-record.ts';
import { hashWords, sameWords, shapeOf, wordsOf } from './words.ts';

/** A place in an issue: a block of the source, one of the translation, or the two that belong together. */
export interface Pair {
  readonly source: ParsedItem | undefined;
  readonly translation: ParsedItem | undefined;
}

type List = 'body' | 'stories';

/**
 * Lays an unfinished translation beside its source: blocks may be missing or left over on both sides. What belongs
 * together is told by ids, by what the record says was translated from what, and by the order of kinds.
 */
export function alignTolerantly(
  source: ParsedDocument,
  translation: ParsedDocument,
  list: List,
  entries: readonly BlockEntry[],
): Pair[] {
  const strict = alignQuietly(source, translation, list);
  const originals = source[list];
  const pairs = strict
    ? strict.map(({ source: original, translation: own }): Pair => ({ source: original, translation: own }))
    : bestAlignment(
        originals.filter(({ only }) => !only),
        translation[list],
        list,
        entries,
      );
  return withSourceOnly(pairs, originals);
}

/** As the checks do it; what it reports has been told elsewhere. */
function alignQuietly(source: ParsedDocument, translation: ParsedDocument, list: List) {
  const reading = { ...translation.reading, report: new Report() };
  const aligned: readonly AlignedItem[] | undefined = alignItems(source, { ...translation, reading }, list);
  // An empty list aligns with nothing: its blocks are missing one by one.
  return aligned && (translation[list].length > 0 || source[list].length === 0) ? aligned : undefined;
}

/** The alignment with the most in common (the classic table of prefixes). */
function bestAlignment(
  originals: readonly ParsedItem[],
  own: readonly ParsedItem[],
  list: List,
  entries: readonly BlockEntry[],
): Pair[] {
  const width = own.length + 1;
  const scores = new Float64Array((originals.length + 1) * width);
  const at = (i: number, j: number) => scores[i * width + j] ?? 0;
  for (let i = originals.length - 1; i >= 0; i--) {
    for (let j = own.length - 1; j >= 0; j--) {
      const [original, each] = [originals[i], own[j]];
      const score = original && each ? likeness(original, each, list, entries) : 0;
      const together = score > 0 ? score + at(i + 1, j + 1) : 0;
      scores[i * width + j] = Math.max(together, at(i + 1, j), at(i, j + 1));
    }
  }
  const pairs: Pair[] = [];
  let [i, j] = [0, 0];
  while (i < originals.length || j < own.length) {
    const [original, each] = [originals[i], own[j]];
    const score = original && each ? likeness(original, each, list, entries) : 0;
    if (score > 0 && at(i, j) === score + at(i + 1, j + 1)) {
      pairs.push({ source: original, translation: each });
      i++;
      j++;
    } else if (each === undefined || (original !== undefined && at(i, j) === at(i + 1, j))) {
      pairs.push({ source: original, translation: undefined });
      i++;
    } else {
      pairs.push({ source: undefined, translation: each });
      j++;
    }
  }
  return pairs;
}

/** How sure it is that the one renders the other; 0 when it cannot. */
function likeness(
  original: ParsedItem,
  each: ParsedItem,
  list: List,
  entries: readonly BlockEntry[],
): number {
  if (each.only) return 0;
  const ids = [original.raw['id'], each.raw['id']];
  if (typeof ids[0] === 'string' && ids[0] === ids[1]) return 10;
  if (!isSameKind(original, each, list)) return 0;
  if (each.omit) return 0.5;
  const shape = shapeOf(list, original.kind);
  const hash = hashWords(wordsOf(shape, each.raw));
  const words = wordsOf(shape, original.raw, each.raw);
  const known = entries.some(({ from, to }) => to === hash && sameWords(from, words, Object.keys(words)));
  return known ? 5 : 1;
}

/** Puts the source's own blocks (`only: true`) back where they stand. */
function withSourceOnly(pairs: Pair[], originals: readonly ParsedItem[]): Pair[] {
  const result = [...pairs];
  for (const [index, item] of originals.entries()) {
    if (!item.only) continue;
    const before = originals[index - 1];
    const at = before === undefined ? 0 : result.findIndex(({ source }) => source === before) + 1;
    result.splice(at, 0, { source: item, translation: undefined });
  }
  return result;
}
