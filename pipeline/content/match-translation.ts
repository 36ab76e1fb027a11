import { hidesItems } from '../foundation/sources/reading.ts';
import { alignBlocks, type BlockList, canTranslate, type Pair } from './align-blocks.ts';
import { type BlockKind, blockDefinition } from './blocks/registry.ts';
import { draftSeverity } from './draft-severity.ts';
import { firstWords } from './first-words.ts';
import type { ParsedDocument, ParsedItem } from './parse-document.ts';

/** A block or story of a translation, and its source, which is undefined if there is none. */
export interface MatchedItem {
  readonly source: ParsedItem | undefined;
  readonly translation: ParsedItem;
  readonly kind: BlockKind | undefined;
}

/**
 * Matches a translation with its source, which must have the same blocks in the same order. Reports each
 * block that is missing, extra or of another kind, and then returns undefined.
 */
export function matchTranslation(
  source: ParsedDocument,
  translation: ParsedDocument,
  list: BlockList,
): readonly MatchedItem[] | undefined {
  const pairs = alignBlocks(source, translation, list);
  const differences = differencesIn(pairs, list);
  if (differences.length > 0) {
    // Blocks may be missing only because of broken syntax, so this reports no differences.
    if (hidesItems(source.reading) || hidesItems(translation.reading)) return undefined;
    for (const difference of differences) reportDifference(source, translation, list, difference);
    return undefined;
  }
  return pairs.flatMap(({ source: original, translation: own }) =>
    own ? { source: original, translation: own, kind: (original ?? own).kind } : [],
  );
}

/** Blocks at the same place that do not match. */
interface Difference extends Pair {
  /** The number of further blocks that do not match. */
  readonly more: number;
  /** The next matching block of the translation. */
  readonly next: ParsedItem | undefined;
  /** Whether both documents have the block, but in different places. */
  readonly isMoved: boolean;
}

/**
 * Merges adjacent unpaired blocks, of either document, into one difference. A moved block is one difference
 * too.
 */
function differencesIn(pairs: readonly Pair[], list: BlockList): Difference[] {
  const found: Difference[] = [];
  const moved = findMoved(pairs, list);
  let missing: ParsedItem[] = [];
  let extra: ParsedItem[] = [];
  const close = (next: ParsedItem | undefined) => {
    const more = Math.max(missing.length, extra.length) - 1;
    if (more >= 0) found.push({ source: missing[0], translation: extra[0], more, next, isMoved: false });
    [missing, extra] = [[], []];
  };
  for (const { source, translation } of pairs) {
    if (source && translation) {
      close(translation);
      // The blocks have the same id but different kinds.
      if (!canTranslate(source, translation, list))
        found.push({ source, translation, more: 0, next: undefined, isMoved: false });
    } else if (source && !source.only && !moved.has(source)) missing.push(source);
    else if (translation && !translation.only) {
      const original = moved.get(translation);
      if (original) found.push({ source: original, translation, more: 0, next: undefined, isMoved: true });
      else extra.push(translation);
    }
  }
  close(undefined);
  return found;
}

/**
 * Finds moved blocks: pairs of an unpaired source block and an unpaired translation block that could belong
 * together.
 */
function findMoved(pairs: readonly Pair[], list: BlockList): Map<ParsedItem, ParsedItem> {
  const originals = pairs.flatMap(({ source, translation }) =>
    source && !translation && !source.only ? source : [],
  );
  const moved = new Map<ParsedItem, ParsedItem>();
  for (const { source, translation } of pairs) {
    if (source || !translation || translation.only || translation.omit) continue;
    const original = originals.find(
      (each) => !moved.has(each) && each.kind !== undefined && canTranslate(each, translation, list),
    );
    if (original === undefined) continue;
    moved.set(translation, original);
    moved.set(original, translation);
  }
  return moved;
}

function reportDifference(
  source: ParsedDocument,
  translation: ParsedDocument,
  list: BlockList,
  { source: original, translation: own, more, next, isMoved }: Difference,
): void {
  const { tree, report } = translation.reading;
  const noun = list === 'body' ? 'block' : 'story';
  const near = own ?? next ?? translation[list].at(-1);
  const place = near ? tree.place(near.path) : tree.placeOfKey([list]);
  const numbered = own ?? next;
  const number = numbered ? Number(numbered.path[1]) + 1 : translation[list].length + 1;
  const sourceTree = source.reading.tree;
  const sourceLine = original && sourceTree.source.position(sourceTree.place(original.path).start).line;
  const data = {
    place: `${noun} ${number}`,
    source: original && describe(original, noun),
    translation: own && describe(own, noun),
    sourceLine,
    more,
    isMoved,
  };
  report.add('translation-differs', data, place, draftSeverity(source, translation));
}

/** Describes a block by its kind, and by its id or first words. */
function describe(item: ParsedItem, noun: string): string {
  const id = typeof item.raw['id'] === 'string' ? ` "${item.raw['id']}"` : startOf(item);
  if (noun === 'story') return `the story${id}`;
  if (item.kind !== undefined) return blockDefinition(item.kind).label + id;
  const keys = Object.keys(item.raw).map((key) => `"${key}"`);
  return `a block of ${keys.join(', ')}${typeof item.raw['id'] === 'string' ? id : ''}`;
}

/** The first words in quotation marks, after a space. */
function startOf({ raw }: ParsedItem): string {
  const [text] = Object.values(raw)
    .flat()
    .filter((each) => typeof each === 'string');
  return text === undefined || /^[\w+.-]+:\/\//.test(text) ? '' : ` "${firstWords(text)}"`;
}
