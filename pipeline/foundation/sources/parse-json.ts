import type { Source } from '../problems/place.ts';
import type { Report } from '../problems/report.ts';
import { parseYaml, readAgain, valueLimit } from './parse-yaml.ts';
import { createTree, type Tree } from './yaml-tree.ts';

/** Parses JSON and reports its mistakes. Undefined if the text is not JSON. */
export function parseJson(source: Source, report: Report): Tree | undefined {
  const { value, cause } = parse(source.text);
  if (cause !== undefined) {
    const said = cause.message.replace(/ (in JSON )?at position \d+.*$/s, '').replace(/, ".*$/s, '');
    const start = Math.min(firstMistake(source.text), source.text.trimEnd().length);
    report.add('json-syntax', { message: `${said}.` }, { source, start, end: start + 1 }, { cause });
    return undefined;
  }
  const plain = plainTexts(value);
  if (plain && countKeys(source.text) === Object.keys(plain).length)
    return createTree(source, plain, readAgain(source));
  // JSON is also YAML, and the YAML parser reports duplicate keys and limits the size of nested values.
  return parseYaml(source, report)?.tree;
}

/**
 * An object of texts, as nearly all JSON files of a publication are; undefined for any other value. It has no
 * prototype, so that a key such as "constructor" is an ordinary key.
 */
function plainTexts(value: unknown): Record<string, string> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const entries: [string, unknown][] = Object.entries(value);
  const isPlain = entries.every(([key, text]) => typeof text === 'string' && key.length <= longestKey);
  if (!isPlain || entries.length >= valueLimit) return undefined;
  return Object.assign(Object.create(null), value);
}

/** YAML limits the length of a key to 1,024 characters. */
const longestKey = 1000;

/** The number of keys in a JSON text, including duplicates. Undefined if YAML might read its indentation differently. */
function countKeys(text: string): number | undefined {
  if (text.includes('\t')) return undefined;
  const strings = text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/g);
  return strings.filter(([, colon]) => colon !== undefined).toArray().length;
}

function parse(text: string): { readonly value?: unknown; readonly cause?: SyntaxError } {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    if (error instanceof SyntaxError) return { cause: error };
    throw error;
  }
}

const failure = (text: string) => parse(text).cause;

/**
 * The offset of the first mistake. Some messages of the engine have no position, so a binary search looks for
 * the longest valid beginning.
 */
function firstMistake(text: string): number {
  let good = 0;
  let bad = text.length + 1;
  while (good + 1 < bad) {
    const middle = (good + bad) >> 1;
    if (breaksOff(text.slice(0, middle))) good = middle;
    else bad = middle;
  }
  return good;
}

function breaksOff(beginning: string): boolean {
  const message = failure(beginning)?.message;
  if (message === undefined || /Unexpected end|Unterminated/.test(message)) return true;
  return Number(/at position (\d+)/.exec(message)?.[1]) === beginning.length;
}
