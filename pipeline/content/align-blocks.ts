import { hidesItems } from '../foundation/sources/reading.ts';
import { type BlockKind, blockDefinition } from './blocks/registry.ts';
import { leniency } from './leniency.ts';
import type { ParsedDocument, ParsedItem } from './parse-document.ts';

/** A block or story of a translation, with the one of the source that it renders; `source` is missing when it stands alone. */
export interface AlignedItem {
  readonly source: ParsedItem | undefined;
  readonly translation: ParsedItem;
  readonly kind: BlockKind | undefined;
}

type List = 'body' | 'stories';

/**
 * Lays a translation beside its source, item by item. Where they part, the first such place is reported and
 * undefined returned: what comes after it could only be guessed.
 */
export function alignItems(
  source: ParsedDocument,
  translation: ParsedDocument,
  list: List,
): readonly AlignedItem[] | undefined {
  const originals = source[list].filter((each) => !each.only);
  const aligned: AlignedItem[] = [];
  let next = 0;
  for (const each of translation[list]) {
    if (each.only) {
      aligned.push({ source: undefined, translation: each, kind: each.kind });
      continue;
    }
    const original = originals[next++];
    if (original === undefined || !isSameKind(original, each, list)) {
      reportParting(source, translation, list, original, each);
      return undefined;
    }
    aligned.push({ source: original, translation: each, kind: original.kind });
  }
  const missing = originals[next];
  if (missing === undefined) return aligned;
  reportParting(source, translation, list, missing, undefined);
  return undefined;
}

/** Whether a block of a translation can stand for this one of the source, by kind and id. */
export function isSameKind(original: ParsedItem, each: ParsedItem, list: List): boolean {
  const ids = [original.raw['id'], each.raw['id']];
  if (typeof ids[0] === 'string' && typeof ids[1] === 'string' && ids[0] !== ids[1]) return false;
  if (each.omit || list === 'stories') return true;
  if (original.kind !== undefined && each.kind !== undefined) return each.kind === original.kind;
  // A block that is broken in itself is reported there; it need not be taken for another kind as well.
  if (original.kind === undefined || each.values === undefined) return true;
  const fields = blockDefinition(original.kind).shape;
  const own = Object.keys(each.raw).filter((key) => !['id', 'note'].includes(key));
  return own.every((key) => Object.hasOwn(fields, key));
}

function reportParting(
  source: ParsedDocument,
  translation: ParsedDocument,
  list: List,
  original: ParsedItem | undefined,
  each: ParsedItem | undefined,
): void {
  // Where blocks were lost with broken syntax, the lists part because of that.
  if (hidesItems(source.reading) || hidesItems(translation.reading)) return;
  const { tree, report } = translation.reading;
  const noun = list === 'body' ? 'block' : 'story';
  const last = translation[list].at(-1);
  const place = each ? tree.place(each.path) : last ? tree.place(last.path) : tree.placeOfKey([list]);
  const number = each ? Number(each.path[1]) + 1 : translation[list].length + 1;
  const sourceTree = source.reading.tree;
  const sourceLine = original && sourceTree.source.position(sourceTree.place(original.path).start).line;
  report.add(
    'translation-differs',
    {
      place: `${noun} ${number}`,
      source: name(original, noun),
      translation: name(each, noun),
      sourceLine,
    },
    place,
    leniency(source, translation),
  );
}

/** What stands there, by its kind and, where it has one, its id. */
function name(item: ParsedItem | undefined, noun: string): string {
  if (item === undefined) return 'nothing';
  const id = typeof item.raw['id'] === 'string' ? ` "${item.raw['id']}"` : '';
  if (noun === 'story') return `the story${id}`;
  if (item.kind !== undefined) return blockDefinition(item.kind).label + id;
  const keys = Object.keys(item.raw).map((key) => `"${key}"`);
  return `a block of ${keys.join(', ')}${id}`;
}
