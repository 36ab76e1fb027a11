import type { Source } from '../problems/place.ts';
import type { Report } from '../problems/report.ts';
import { parseYaml } from './parse-yaml.ts';
import type { Tree } from './yaml-tree.ts';

/** Parses JSON and reports its mistakes. Undefined if the text is not JSON. */
export function parseJson(source: Source, report: Report): Tree | undefined {
  const cause = failure(source.text);
  if (cause !== undefined) {
    const said = cause.message.replace(/ (in JSON )?at position \d+.*$/s, '').replace(/, ".*$/s, '');
    const start = Math.min(firstMistake(source.text), source.text.trimEnd().length);
    report.add('json-syntax', { message: `${said}.` }, { source, start, end: start + 1 }, { cause });
    return undefined;
  }
  // JSON is also YAML, and the YAML parser gives the place of each value and reports duplicate keys.
  return parseYaml(source, report)?.tree;
}

function failure(text: string): SyntaxError | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return error;
    throw error;
  }
}

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
