import { isNode, parse, Scalar, stringify, visit } from 'yaml';

/** How to print values into a file. */
export interface Printing {
  /** The maximum width of a line. */
  readonly width: number;
  readonly isJson: boolean;
}

/** The line width of a file, estimated from its existing lines. */
export function lineWidthOf(text: string): number {
  let longest = 0;
  for (const line of text.split('\n')) longest = Math.max(longest, line.trimEnd().length);
  return Math.min(Math.max(longest, 80), 120);
}

/**
 * Prints a scalar in the style of the one that it replaces: quoted, block or plain. Folds a long plain text.
 */
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
  // A block would lose spaces at the beginning or end of the text.
  scalar.type = 'QUOTE_DOUBLE';
  return behindKey(stringify({ k: scalar }, options).trimEnd(), column);
}

const behindKey = (text: string, column: number) => indent(text.slice('k:'.length).replace(/^ /, ''), column);

/** Prints a scalar for flow style: on one line, with the quotes of the one that it replaces. */
export function printFlowScalar(before: Scalar | undefined, value: unknown, { isJson }: Printing): string {
  if (isJson) return JSON.stringify(value);
  const scalar = new Scalar(value);
  const type = before?.type;
  if (typeof value === 'string' && (type === 'QUOTE_DOUBLE' || type === 'QUOTE_SINGLE')) scalar.type = type;
  return stringify([scalar], flow).trim().slice(1, -1);
}

/** Prints `key: value`, and indents further lines to the column of the keys. */
export function printField(key: string, value: unknown, column: number, { width }: Printing): string {
  return indent(stringify({ [key]: fitting(value, width) }, optionsFor(width, column)).trimEnd(), column);
}

/** Prints `- key: value …`, and indents further lines to the column of the dash. */
export function printItem(item: unknown, column: number, { width }: Printing): string {
  return indent(stringify([fitting(item, width)], optionsFor(width, column)).trimEnd(), column);
}

/** Prints a value in flow style, on one line. */
export function printFlow(value: unknown, { isJson }: Printing): string {
  return isJson ? JSON.stringify(value) : stringify([value], flow).trim().slice(1, -1);
}

/** Prints `key: value` for a map between braces. */
export function printFlowField(key: string, value: unknown, { isJson }: Printing): string {
  if (isJson) return `${JSON.stringify(key)}: ${JSON.stringify(value)}`;
  return stringify({ [key]: value }, flow)
    .trim()
    .slice(1, -1);
}

/**
 * Marks long texts to be written as folded blocks (">-"), as articles usually have them. Texts that end with empty
 * lines are in quotation marks, because the end of a block would depend on the lines below it.
 */
function fitting(value: unknown, width: number): unknown {
  if (isNode(value)) {
    visit(value, {
      Scalar(_, scalar) {
        if (typeof scalar.value === 'string' && endsEmpty.test(scalar.value)) scalar.type = 'QUOTE_DOUBLE';
      },
    });
    return value;
  }
  if (Array.isArray(value)) return value.map((each) => fitting(each, width));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, fitting(each, width)]));
  if (typeof value !== 'string') return value;
  const isEmptyAtEnd = endsEmpty.test(value);
  if (!isEmptyAtEnd && value.length + 20 <= width) return value;
  const scalar = new Scalar(value);
  scalar.type = isEmptyAtEnd ? 'QUOTE_DOUBLE' : 'BLOCK_FOLDED';
  return scalar;
}

const endsEmpty = /\n\s*\n\s*$/;

/** Write an object out each time it occurs: an anchor would surprise the people who read the file. */
const common = { version: '1.2', aliasDuplicateObjects: false } as const;
const flow = { ...common, collectionStyle: 'flow', flowCollectionPadding: false, lineWidth: 0 } as const;
const optionsFor = (width: number, column: number) => ({
  ...common,
  lineWidth: Math.max(30, width - column),
});

/** Indents all lines but the first one. */
export function indent(text: string, column: number): string {
  return text.replace(/\n(?=[^\n])/g, `\n${' '.repeat(column)}`);
}
