/**
 * Splits a row into cells and trims them. A row may begin and end with a bar, as in Markdown. A bar within a
 * cell is written "\|".
 */
export function splitCells(row: string): string[] {
  const cells = row
    .trim()
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll('\\|', '|'));
  const isFramed = cells.length > 2 && cells[0] === '' && cells.at(-1) === '';
  return isFramed ? cells.slice(1, -1) : cells;
}
