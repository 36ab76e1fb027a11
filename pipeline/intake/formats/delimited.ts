import { escapeHtml } from '../../foundation/text/escape-html.ts';

/** The text of a spreadsheet or of a CSV file as a table; undefined for any other text. */
export function readDelimited(text: string): string | undefined {
  const lines = text.split('\n');
  while (lines.at(-1) === '') lines.pop();
  for (const separator of ['\t', ';', ',']) {
    const rows = lines.length < mostRows ? readRows(lines, separator) : undefined;
    if (rows) return `<table>${rows.map(toRow).join('')}</table>`;
  }
  return undefined;
}

/** A longer text has too many elements for an issue. */
const mostRows = 20_000;

const toRow = (cells: readonly string[]) =>
  `<tr>${cells.map((cell) => `<td>${escapeHtml(cell)}</td>`).join('')}</tr>`;

/**
 * The cells of each line, if all lines have the same number of them. Sentences have commas and semicolons too, so
 * with these the text needs three lines, no space after a separator, and a first row without numbers.
 */
function readRows(lines: readonly string[], separator: string): string[][] | undefined {
  const isTab = separator === '\t';
  if (lines.length < (isTab ? 2 : 3) || !lines[0]?.includes(separator)) return undefined;
  const rows: string[][] = [];
  for (const line of lines) {
    const cells = readLine(line, separator);
    if (cells === undefined || cells.length !== (rows[0]?.length ?? cells.length)) return undefined;
    if (!isTab && cells.some((cell) => /^\s/.test(cell))) return undefined;
    rows.push(cells.map((cell) => cell.trim()));
  }
  const [head = []] = rows;
  if (head.length < 2 || rows.every(([first]) => first === '')) return undefined;
  return !isTab && head.some((cell) => cell === '' || /^[\d.,%€$£-]+$/.test(cell)) ? undefined : rows;
}

/** The cells of a line, of which those in quotation marks may have separators; undefined if a mark is not closed. */
function readLine(line: string, separator: string): string[] | undefined {
  const cells: string[] = [];
  for (let at = 0; at <= line.length; ) {
    const isQuoted = line[at] === '"';
    const end = isQuoted ? endOfQuote(line, at) : orLineEnd(line.indexOf(separator, at), line);
    if (end < 0 || (end < line.length && line[end] !== separator)) return undefined;
    const cell = line.slice(at, end);
    cells.push(isQuoted ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    at = end + 1;
  }
  return cells;
}

const orLineEnd = (found: number, line: string) => (found < 0 ? line.length : found);

/** The index after a quoted cell; -1 if it does not end. */
function endOfQuote(line: string, start: number): number {
  for (let at = line.indexOf('"', start + 1); at >= 0; at = line.indexOf('"', at + 2))
    if (line[at + 1] !== '"') return at + 1;
  return -1;
}
