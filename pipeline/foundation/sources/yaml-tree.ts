import {
  type Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type ParsedNode,
} from 'yaml';
import type { Place, Source } from '../problems/place.ts';

export type Path = readonly (string | number)[];

/** A parsed file: its plain value, and the place of each part. */
export interface Tree {
  readonly source: Source;
  readonly value: unknown;
  /** The place of the value at the path, or of the nearest value around it. */
  place(path: Path): Place;
  /** The whole value at the path, from its first to its last line. */
  extent(path: Path): Place;
  /** The place of the last key in the path. */
  placeOfKey(path: Path): Place;
  /**
   * The place of a piece of the text at the path, such as the address of one link: its first occurrence after
   * an offset. If the file does not contain the piece literally, the place of the whole value.
   */
  placeOfText(path: Path, text: string, after?: number): Place;
}

/**
 * Creates a tree. `readDocument` parses the source. Only places need the document, and it takes ten times the
 * memory of the source, so the tree keeps it only as long as the memory is not needed.
 */
export function createTree(
  source: Source,
  value: unknown,
  readDocument: () => Document.Parsed,
  parsed?: Document.Parsed,
): Tree {
  let kept = parsed && new WeakRef(parsed);
  const documentNow = (): Document.Parsed => {
    const document = kept?.deref() ?? readDocument();
    kept = new WeakRef(document);
    return document;
  };
  const range = (node: Node | null | undefined): Place | undefined => {
    const [start, end] = node?.range ?? [];
    if (start === undefined || end === undefined) return undefined;
    return { source, start, end: Math.max(start, trimEnd(source.text, start, end)) };
  };
  const find = (path: Path) => {
    const document = documentNow();
    let node: Node | null | undefined = document.contents;
    let pair: Pair | undefined;
    for (const step of path) {
      const next = child(resolve(node, document), step);
      if (next === undefined) return undefined;
      pair = next.pair;
      node = next.node;
    }
    return { node, pair };
  };
  const keyPlace = (path: Path) => range(find(path)?.pair?.key as Node | null | undefined);

  // An empty item has the place of its dash.
  const dashOf = (node: Node): Place => {
    const start = source.text.lastIndexOf('-', node.range?.[0] ?? 0);
    return { source, start, end: start + 1 };
  };
  const isItem = (path: Path) => typeof path.at(-1) === 'number';
  const around = (path: Path): Place =>
    path.length === 0 ? { source, start: 0, end: 0 } : tree.place(path.slice(0, -1));

  const tree: Tree = {
    source,
    value,
    place(path) {
      const found = find(path);
      if (found !== undefined) {
        const node = found.node;
        // An empty value has the place of its key; a map has the place of its first key, not of all its
        // lines.
        const empty = node == null || (isScalar(node) && node.value === null && node.source === '');
        if (empty) return keyPlace(path) ?? (isItem(path) && node ? dashOf(node) : around(path));
        const first = isMap(node) && !node.flow ? node.items[0]?.key : undefined;
        return range(first as Node | undefined) ?? range(node) ?? around(path);
      }
      return keyPlace(path.slice(0, -1)) ?? around(path);
    },
    extent: (path) => range(find(path)?.node) ?? tree.place(path),
    placeOfKey: (path) => keyPlace(path) ?? tree.place(path),
    placeOfText(path, piece, after = 0) {
      const whole = tree.extent(path);
      // Within single quotes, an apostrophe is written twice.
      const text = source.text[whole.start] === "'" ? piece.replaceAll("'", "''") : piece;
      // A block text begins on the line below its indicator (">-").
      const isBlock = /^[>|]/.test(source.text.slice(whole.start, whole.end));
      const first = isBlock ? source.text.indexOf('\n', whole.start) : whole.start;
      const from = Math.max(first, after);
      const exact = text === '' ? -1 : source.text.slice(from, whole.end).indexOf(text);
      if (exact >= 0) {
        const start = from + exact;
        return { source, start, end: trimEnd(source.text, start, start + text.length) };
      }
      // The file may fold a text over several lines, so a space may be a line break with indentation.
      const wanted = new RegExp(
        text
          .split(/[^\S\ufeff]+/)
          .map(RegExp.escape)
          .join('\\s+'),
      );
      const found = text === '' ? null : wanted.exec(source.text.slice(from, whole.end));
      if (found === null) return whole;
      const start = from + found.index;
      return { source, start, end: trimEnd(source.text, start, start + found[0].length) };
    },
  };
  return tree;
}

/** A key as it appears in the plain value. */
export function keyName(key: unknown): string {
  return isScalar(key) ? String(key.value) : String(key);
}

function resolve(node: Node | null | undefined, document: Document.Parsed): Node | null | undefined {
  return isAlias(node) ? node.resolve(document) : node;
}

function child(node: Node | null | undefined, step: string | number) {
  if (isSeq(node)) {
    const item = node.items[Number(step)];
    return item === undefined || isPair(item) ? undefined : { node: item as ParsedNode, pair: undefined };
  }
  if (!isMap(node)) return undefined;
  const pair = node.items.find((each) => keyName(each.key) === String(step));
  return pair && { node: pair.value as Node | null, pair };
}

function trimEnd(text: string, start: number, end: number): number {
  let last = end;
  while (last > start && /\s/.test(text[last - 1] ?? '')) last--;
  return last;
}
