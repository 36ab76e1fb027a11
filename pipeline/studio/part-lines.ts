import type { ParsedDocument } from '../content/parse-document.ts';
import type { Path } from '../foundation/sources/yaml-tree.ts';

/** The lines of a file that belong to a part of it. */
export interface Lines {
  readonly first: number;
  readonly last: number;
}

/** The lines of a value. */
export function linesOf({ reading: { tree } }: ParsedDocument, path: Path): Lines {
  const { source, start, end } = tree.extent(path);
  return { first: source.position(start).line, last: source.position(Math.max(start, end - 1)).line };
}

/** The lines of a field, from its key to the end of its value. */
export function keyLines(document: ParsedDocument, path: Path): Lines {
  const { source, start } = document.reading.tree.placeOfKey(path);
  return { first: source.position(start).line, last: linesOf(document, path).last };
}

export const isWithin = (line: number, { first, last }: Lines): boolean => line >= first && line <= last;
