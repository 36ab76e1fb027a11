import type { Source } from '../../foundation/problems/place.ts';

/** The offset of a line (counted from 1) and a column (counted from 0, as Handlebars does). */
export function offsetOf(source: Source, line: number, column: number): number {
  let offset = 0;
  for (let number = 1; number < line; number++) offset = source.text.indexOf('\n', offset) + 1;
  return offset + column;
}
