import type { Source } from '../problems/place.ts';

/**
 * The number of the line that caused a syntax error. The parser stops at a line in the wrong column, but
 * often the line above it, or the first line of the file, has the wrong indentation.
 */
export function findFaultyLine(line: number, source: Source): number {
  const [here, above, before] = [shapeOf(line), shapeAbove(line), shapeAbove(shapeAbove(line)?.line ?? 0)];
  const first = shapeBelow(0);
  if (
    first &&
    first.line < line &&
    here.indent === 0 &&
    (first.indent > 0 || (first.isItem && !here.isItem))
  ) {
    return first.line;
  }
  if (!above || !before) return line;
  const isOpened = before.opens && before.indent < here.indent;
  const hasLeft = above.indent < here.indent && above.hasValue && !above.isItem;
  if (hasLeft && (before.content === here.indent || isOpened)) return above.line;
  // `paragraph: …` as the first item of a list, but without its dash.
  if (here.isItem && !above.isItem && above.indent > here.indent && isOpened) return above.line;
  // The first item of a list, in a different column from the items below it.
  const isOdd = here.isItem && above.isItem && above.indent < here.indent && before.opens;
  return isOdd && nextItem(line)?.indent === here.indent ? above.line : line;

  function shapeOf(number: number) {
    const text = source.line(number) ?? '';
    const [, spaces = '', dashes = ''] = /^( *)((?:- +)*)/.exec(text) ?? [];
    return {
      line: number,
      indent: spaces.length,
      content: spaces.length + dashes.length,
      isItem: dashes !== '',
      opens: /:\s*$/.test(text),
      hasValue: /\S:\s+\S/.test(text),
    };
  }

  function shapeAbove(number: number) {
    for (let at = number - 1; at >= 1; at--) if (isContent(at)) return shapeOf(at);
    return undefined;
  }

  function shapeBelow(number: number) {
    for (let at = number + 1; source.line(at) !== undefined; at++) if (isContent(at)) return shapeOf(at);
    return undefined;
  }

  function nextItem(number: number) {
    let next = shapeBelow(number);
    while (next && !next.isItem) next = shapeBelow(next.line);
    return next;
  }

  function isContent(number: number): boolean {
    return !/^\s*(?:#|---|$)/.test(source.line(number) ?? '');
  }
}
