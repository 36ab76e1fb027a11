import { Scalar, stringify } from 'yaml';

/** The width that a file's lines are broken at, as far as its lines tell. */
export function lineWidthOf(text: string): number {
  const longest = Math.max(...text.split('\n').map((line) => line.length));
  return Math.min(Math.max(longest, 80), 120);
}

/** A text in the form that a value has now: its quotes, its block. A plain one that grew long becomes a block. */
export function printScalar(before: Scalar, value: string, column: number, width: number): string {
  const scalar = new Scalar(value);
  scalar.type = before.type ?? 'PLAIN';
  const isPlain = scalar.type === 'PLAIN';
  if (isPlain && column + value.length + 12 > width) scalar.type = 'BLOCK_FOLDED';
  return printValue(scalar, column, width);
}

/** `key: value`, its further lines indented to the column of the keys. */
export function printField(key: string, value: unknown, column: number, width: number): string {
  return indent(stringify({ [key]: fitting(value, width) }, optionsFor(width, column)).trimEnd(), column);
}

/** `- key: value …`, with the dash in this column. */
export function printItem(item: object, column: number, width: number): string {
  const fields = Object.fromEntries(Object.entries(item).map(([key, value]) => [key, fitting(value, width)]));
  const text = stringify([fields], optionsFor(width, column)).trimEnd();
  return `${' '.repeat(column)}${indent(text, column)}`;
}

/** Puts a value in the place of another one. Blank lines behind a block belong to what follows. */
export function pasteAt(
  text: string,
  node: { range?: readonly number[] | null },
  value: string,
): string | undefined {
  const [start, end] = node.range ?? [];
  if (start === undefined || end === undefined) return undefined;
  const tail = /\n\s*$/.exec(text.slice(start, end))?.[0] ?? '';
  return `${text.slice(0, start)}${value}${tail}${text.slice(end)}`;
}

/** Where a node's last line ends, a comment behind it included. */
export function endOfNode(text: string, node: unknown): number | undefined {
  const [start, end] = (node as { range?: readonly number[] } | null | undefined)?.range ?? [];
  if (start === undefined || end === undefined) return undefined;
  const trimmed = start + text.slice(start, end).trimEnd().length;
  const line = text.indexOf('\n', trimmed);
  return line < 0 ? text.length : line;
}

function printValue(scalar: Scalar, column: number, width: number): string {
  const text = stringify({ k: scalar }, optionsFor(width, column)).trimEnd();
  return indent(text.slice('k:'.length).replace(/^ /, ''), column);
}

/** A long text reads best as a folded block, as the articles have them. */
function fitting(value: unknown, width: number): unknown {
  if (typeof value !== 'string' || value.length + 20 <= width) return value;
  const scalar = new Scalar(value);
  scalar.type = 'BLOCK_FOLDED';
  return scalar;
}

const optionsFor = (width: number, column: number) =>
  ({ lineWidth: width - column, version: '1.2' }) as const;

function indent(text: string, column: number): string {
  return text.replace(/\n(?=[^\n])/g, `\n${' '.repeat(column)}`);
}
