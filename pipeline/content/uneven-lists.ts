import type { Place } from '../foundation/problems/place.ts';
import type { Path } from '../foundation/sources/yaml-tree.ts';
import { alignTexts } from './align-texts.ts';
import type { PlacePair } from './best-alignment.ts';
import { splitCells } from './blocks/cells.ts';
import { mustTranslate, roleOf, type Shape } from './blocks/fields.ts';
import { firstWords } from './first-words.ts';
import type { ParsedDocument, ParsedItem } from './parse-document.ts';

/** An item of a list: the text to compare, its name in messages, and its place. */
interface ListItem {
  readonly text: string;
  readonly shown: string;
  readonly place: Place;
}

/** The two documents, and the path of the list in each. */
interface ListPair {
  readonly source: ParsedDocument;
  readonly translation: ParsedDocument;
  readonly sourcePath: Path;
  readonly path: Path;
}

type Noun = 'item' | 'row' | 'cell' | 'topic';

/** Reports lists that have more or fewer items, rows or columns than the source has. */
export function reportUnevenLists(
  source: ParsedDocument,
  translation: ParsedDocument,
  [original, own]: readonly [ParsedItem, ParsedItem],
  shape: Shape,
): void {
  for (const [field, schema] of Object.entries(shape)) {
    if (!mustTranslate(schema)) continue;
    const path = [...own.path, field];
    const pair = { source, translation, sourcePath: [...original.path, field], path };
    const [originals, items] = [original.values?.[field], own.values?.[field]];
    const isTable = roleOf(schema) === 'cells';
    const isUneven = reportUnevenList(pair, originals, items, isTable ? 'row' : 'item');
    if (isTable && !isUneven) reportUnevenColumns(pair, originals, items);
  }
}

/** Reports where two lists differ. Returns whether their lengths differ. */
export function reportUnevenList(pair: ListPair, originals: unknown, items: unknown, noun: Noun): boolean {
  if (!Array.isArray(originals) || !Array.isArray(items) || originals.length === items.length) return false;
  const list = (document: ParsedDocument, texts: readonly unknown[], path: Path) =>
    texts.map((each, at): ListItem => {
      const text = String(each);
      return { text, shown: text, place: document.reading.tree.place([...path, at]) };
    });
  const sources = list(pair.source, originals, pair.sourcePath);
  reportGaps(pair, sources, list(pair.translation, items, pair.path), noun);
  return true;
}

/** All rows of a table have the same number of cells, so the place in the header row is enough. */
function reportUnevenColumns(pair: ListPair, originals: unknown, items: unknown): void {
  if (!Array.isArray(originals) || !Array.isArray(items)) return;
  const sources = columnsOf(pair.source, originals, pair.sourcePath);
  const own = columnsOf(pair.translation, items, pair.path);
  if (sources.length !== own.length) reportGaps(pair, sources, own, 'cell');
}

function columnsOf({ reading: { tree } }: ParsedDocument, rows: readonly unknown[], path: Path): ListItem[] {
  const [head = [], ...others] = rows.map((row) => splitCells(String(row)));
  const whole = tree.place([...path, 0]);
  let after = whole.start;
  return head.map((cell, column) => {
    const place = cell === '' ? whole : tree.placeOfText([...path, 0], cell, after);
    // If the cell is not found in the file, the place is the whole row.
    if (place.end < whole.end) after = place.end;
    return { text: [cell, ...others.map((row) => row[column] ?? '')].join(' '), shown: cell, place };
  });
}

/** Reports adjacent unpaired items as one problem. */
function reportGaps(
  { translation: { reading } }: ListPair,
  sources: readonly ListItem[],
  own: readonly ListItem[],
  noun: Noun,
): void {
  const counts = { noun, source: sources.length, translation: own.length };
  const alone = (pair: PlacePair | undefined) =>
    pair !== undefined && (pair.source === undefined || pair.translation === undefined);
  const textsOf = (list: readonly ListItem[]) => list.map(({ text }) => text);
  const pairs = alignTexts(textsOf(sources), textsOf(own));
  for (const [at, pair] of pairs.entries()) {
    if (!alone(pair) || alone(pairs[at - 1])) continue;
    const rest = pairs.slice(at);
    const end = rest.findIndex((each) => !alone(each));
    const more = (end < 0 ? rest.length : end) - 1;
    const original = pair.source === undefined ? undefined : sources[pair.source];
    const item = pair.translation === undefined ? undefined : own[pair.translation];
    const text = firstWords(original?.shown ?? item?.shown ?? '');
    if (original === undefined) {
      const gap = { position: 'at' as const, text, more };
      reading.report.add('translation-list', { ...counts, ...gap }, item?.place);
      continue;
    }
    const next = own[pairs.slice(0, at).filter((each) => each.translation !== undefined).length];
    const line = original.place.source.position(original.place.start).line;
    const gap = { position: next ? ('before' as const) : ('after' as const), text, line, more };
    reading.report.add('translation-list', { ...counts, ...gap }, (next ?? own.at(-1))?.place);
  }
}
