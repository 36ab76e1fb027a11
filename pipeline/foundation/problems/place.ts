/** The text of a file, with the positions of its lines. */
export interface Source {
  /** The path of the file, relative to its root, with forward slashes. */
  readonly file: string;
  readonly text: string;
  /** The line and column (from 1) of an offset into `text`. */
  position(offset: number): Position;
  /** The offset of a line's first character; lines count from 1. */
  offset(line: number): number;
  /** The text of a line without its line break; lines count from 1. */
  line(number: number): string | undefined;
}

interface Position {
  readonly line: number;
  readonly column: number;
}

/** A range of a source, as offsets into its text. `end` is exclusive. */
export interface Place {
  readonly source: Source;
  readonly start: number;
  readonly end: number;
}

export function createSource(file: string, text: string): Source {
  const starts = [0];
  for (let i = 0; i < text.length; i++) if (text[i] === '\n') starts.push(i + 1);
  return {
    file,
    text,
    position(offset) {
      const at = Math.max(0, Math.min(offset, text.length));
      let low = 0;
      let high = starts.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((starts[middle] ?? 0) <= at) low = middle;
        else high = middle - 1;
      }
      return { line: low + 1, column: at - (starts[low] ?? 0) + 1 };
    },
    offset: (number) => starts[number - 1] ?? text.length,
    line(number) {
      const start = starts[number - 1];
      if (start === undefined) return undefined;
      const next = starts[number];
      return text.slice(start, next === undefined ? text.length : next - 1).replace(/\r$/, '');
    },
  };
}

const widest = 100;
const linesBefore = 1;

/**
 * The source around a place, with carets under it:
 *
 *     3 | date: 2026-13-01
 *       |       ^^^^^^^^^^
 */
export function renderFrame(source: Source, start: Position, end: Position): string {
  const gutter = String(start.line).length;
  const first = Math.max(1, start.line - linesBefore);
  const shift = Math.max(0, start.column - Math.floor(widest * 0.7));
  const rows: string[] = [];
  for (let number = first; number <= start.line; number++) {
    const line = visible(source.line(number) ?? '').slice(shift, shift + widest);
    rows.push(`${String(number).padStart(gutter)} | ${line}`.trimEnd());
  }
  const line = visible(source.line(start.line) ?? '');
  const stop = end.line === start.line ? end.column - 1 : line.trimEnd().length;
  const last = Math.min(Math.max(stop, start.column), shift + widest);
  const carets = '^'.repeat(Math.max(1, last - start.column + 1));
  rows.push(`${' '.repeat(gutter)} | ${' '.repeat(Math.max(0, start.column - 1 - shift))}${carets}`);
  return rows.join('\n');
}

/**
 * Makes each character take one column: replaces tabs with spaces, and characters that control a terminal or
 * reverse the text with U+FFFD.
 */
function visible(line: string): string {
  return line.replace(/\t/g, ' ').replace(/[\p{Cc}\p{Cs}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '\ufffd');
}
