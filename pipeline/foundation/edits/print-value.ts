import { parse, Scalar, stringify } from 'yaml';

/** The style in which values are printed into a file. */
export interface Printing {
  /** The maximum width of a line. */
  readonly width: number;
  readonly isJson: boolean;
}

/** The width at which a file breaks its lines, guessed from the lines that it has. */
export function lineWidthOf(text: string): number {
  let longest = 0;
  for (const line of text.split('\n')) longest = Math.max(longest, line.trimEnd().length);
  return Math.min(Math.max(longest, 80), 120);
}

/** A scalar in the style of the one that it replaces: its quotes, its block. A long plain one is folded. */
export function printScalar(
  before: Scalar | undefined,
  value: unknown,
  column: number,
  { width }: Printing,
): string {
  const scalar = new Scalar(value);
  if (typeof value === 'string') {
    scalar.type = before?.type ?? 'PLAIN';
    if (scalar.type === 'PLAIN' && column + value.length + 12 > width) scalar.type = 'BLOCK_FOLDED';
  }
  const options = optionsFor(width, column);
  const text = stringify({ k: scalar }, options).trimEnd();
  if (parse(text).k === value || typeof value !== 'string') return behindKey(text, column);
  // A block would lose the spaces at its ends.
  scalar.type = 'QUOTE_DOUBLE';
  return behindKey(stringify({ k: scalar }, options).trimEnd(), column);
}

const behindKey = (text: string, column: number) => indent(text.slice('k:'.length).replace(/^ /, ''), column);

/** A scalar between brackets: on one line, with the quotes of the one that it replaces. */
export function printFlowScalar(before: Scalar | undefined, value: unknown, { isJson }: Printing): string {
  if (isJson) return JSON.stringify(value);
  const scalar = new Scalar(value);
  const type = before?.type;
  if (typeof value === 'string' && (type === 'QUOTE_DOUBLE' || type === 'QUOTE_SINGLE')) scalar.type = type;
  return stringify([scalar], flow).trim().slice(1, -1);
}

/** `key: value`, its further lines indented to the column of the keys. */
export function printField(key: string, value: unknown, column: number, { width }: Printing): string {
  return indent(stringify({ [key]: fitting(value, width) }, optionsFor(width, column)).trimEnd(), column);
}

/** `- key: value …`, its further lines indented to the column of the dash. */
export function printItem(item: unknown, column: number, { width }: Printing): string {
  return indent(stringify([fitting(item, width)], optionsFor(width, column)).trimEnd(), column);
}

/** A value between brackets, on one line. */
export function printFlow(value: unknown, { isJson }: Printing): string {
  return isJson ? JSON.stringify(value) : stringify([value], flow).trim().slice(1, -1);
}

/** `key: value` between braces. */
export function printFlowField(key: string, value: unknown, { isJson }: Printing): string {
  if (isJson) return `${JSON.stringify(key)}: ${JSON.stringify(value)}`;
  return stringify({ [key]: value }, flow)
    .trim()
    .slice(1, -1);
}

/** Long texts become folded blocks, as articles have them. */
function fitting(value: unknown, width: number): unknown {
  if (Array.isArray(value)) return value.map((each) => fitting(each, width));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, fitting(each, width)]));
  if (typeof value !== 'string' || value.length + 20 <= width) return value;
  const scalar = new Scalar(value);
  scalar.type = 'BLOCK_FOLDED';
  return scalar;
}

/** Objects that appear twice are written twice: an anchor would surprise the people who read the file. */
const common = { version: '1.2', aliasDuplicateObjects: false } as const;
const flow = { ...common, collectionStyle: 'flow', flowCollectionPadding: false, lineWidth: 0 } as const;
const optionsFor = (width: number, column: number) => ({
  ...common,
  lineWidth: Math.max(30, width - column),
});

function indent(text: string, column: number): string {
  return text.replace(/\n(?=[^\n])/g, `\n${' '.repeat(column)}`);
}
