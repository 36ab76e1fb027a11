/** A table of Markdown, and how many lines of reStructuredText it was. */
export interface RstTable {
  readonly markdown: string;
  readonly length: number;
}

const simpleBorder = /^=+(?: +=+)+ *$/;
const gridBorder = /^\+(?:[-=]+\+)+ *$/;

/** Reads the table that begins at a line, in one of the two forms; undefined if there is none. */
export function readRstTable(lines: readonly string[], start: number): RstTable | undefined {
  const first = lines[start] ?? '';
  if (simpleBorder.test(first)) return readSimple(lines, start);
  return gridBorder.test(first) ? readGrid(lines, start) : undefined;
}

/** Columns are below the signs of the border. A row whose first cell is empty continues the one above. */
function readSimple(lines: readonly string[], start: number): RstTable | undefined {
  const columns = [...(lines[start] ?? '').matchAll(/=+/g)].map(({ index }) => index);
  const borders: number[] = [];
  let end = start;
  for (; end < lines.length; end += 1) {
    const line = lines[end] ?? '';
    if (simpleBorder.test(line)) borders.push(end);
    const isLast = borders.length > 1 && ((lines[end + 1] ?? '').trim() === '' || borders.length === 3);
    if (isLast && simpleBorder.test(line)) break;
  }
  if (borders.length < 2) return undefined;
  const rows: string[][] = [];
  for (const line of lines.slice(start + 1, end)) {
    if (line.trim() === '' || simpleBorder.test(line)) continue;
    const cells = columns.map((from, at) => line.slice(from, columns[at + 1]).trim());
    const above = cells[0] === '' ? rows.at(-1) : undefined;
    if (above) rows[rows.length - 1] = joinRows(above, cells);
    else rows.push(cells);
  }
  return { markdown: toMarkdown(rows), length: end - start + 1 };
}

function readGrid(lines: readonly string[], start: number): RstTable {
  const rows: string[][] = [];
  let open: string[] = [];
  let at = start;
  for (; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (line.startsWith('+')) {
      if (open.length > 0) rows.push(open);
      open = [];
    } else if (line.startsWith('|')) {
      const cells = line
        .trim()
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim());
      open = open.length > 0 ? joinRows(open, cells) : cells;
    } else break;
  }
  return { markdown: toMarkdown(rows), length: at - start };
}

const joinRows = (above: readonly string[], below: readonly string[]) =>
  above.map((cell, at) => `${cell} ${below[at] ?? ''}`.trim());

function toMarkdown(rows: readonly (readonly string[])[]): string {
  const [head = [], ...body] = rows.map((row) => row.map((cell) => cell.replaceAll('|', '\\|')));
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...body.map(line)].join('\n');
}
