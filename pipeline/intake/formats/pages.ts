/** Lines of a plain text between empty lines, or a line of the margin of a page: its number, its running head. */
export type Chunk =
  | { readonly kind: 'lines'; readonly lines: string[] }
  | { readonly kind: 'margin'; readonly words: string };

/** Splits a plain text at its empty lines. In a text from a PDF, the margins of its pages are apart. */
export function toChunks(text: string, isFromPages: boolean): Chunk[] {
  const lines = text.split('\n');
  const margins = isFromPages ? findMargins(lines) : new Set<number>();
  const chunks: Chunk[] = [];
  let open: string[] = [];
  /** Whether only the margins of a page are between the text before and the next line. */
  let isAtPage = false;
  const close = () => {
    if (open.length > 0) chunks.push({ kind: 'lines', lines: open });
    open = [];
  };
  for (const [at, line] of lines.entries()) {
    if (line.trim() === '') close();
    else if (margins.has(at)) {
      close();
      chunks.push({ kind: 'margin', words: line.trim() });
      isAtPage = true;
    } else {
      const before = isAtPage ? chunks.findLast(({ kind }) => kind === 'lines') : undefined;
      if (before?.kind === 'lines' && continues(before.lines.at(-1) ?? '', line)) {
        open = before.lines;
        chunks.splice(chunks.lastIndexOf(before), 1);
      }
      open.push(line);
      isAtPage = false;
    }
  }
  close();
  return chunks;
}

/** Whether a line is the rest of a sentence. */
export function continues(before: string, line: string): boolean {
  return /[\p{L}\p{N},;–-]$/u.test(before.trimEnd()) && /^\s*\p{Ll}/u.test(line);
}

/** "3", "- 3 -", "3 / 40", "Page 3 of 40". */
const pageNumber = /^\W{0,3}(?:\d{1,4}|(?:\p{L}{1,8}\.?\s)?\d{1,3}\s?(?:\/|\p{L}{2,3}\s)\s?\d{1,3})\W{0,3}$/u;

/** The longest running head, in characters. */
const longestHead = 80;

/** The lines with numbers of pages, and those beside them that are in the text more than once. */
function findMargins(lines: readonly string[]): Set<number> {
  const filled = lines.flatMap((line, at) => (line.trim() === '' ? [] : [{ at, line: line.trim() }]));
  const counts = new Map<string, number>();
  for (const { line } of filled) counts.set(line, (counts.get(line) ?? 0) + 1);
  const isNumber = filled.map(({ line }) => line.length < 30 && pageNumber.test(line));
  const margins = new Set<number>();
  for (const [index, { at }] of filled.entries()) {
    // Numbers below one another are a column.
    if (!isNumber[index] || isNumber[index - 1] || isNumber[index + 1]) continue;
    margins.add(at);
    for (const beside of [filled[index - 1], filled[index + 1]]) {
      if (beside && beside.line.length <= longestHead && (counts.get(beside.line) ?? 0) > 1)
        margins.add(beside.at);
    }
  }
  return margins;
}
