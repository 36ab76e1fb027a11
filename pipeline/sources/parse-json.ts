import type { Source } from '../problems/place.ts';
import type { Report } from '../problems/report.ts';
import { parseYaml } from './parse-yaml.ts';
import type { Tree } from './yaml-tree.ts';

/** Parses JSON and reports what is wrong with it; undefined when it is none. */
export function parseJson(source: Source, report: Report): Tree | undefined {
  try {
    JSON.parse(source.text);
  } catch (cause) {
    const message = (cause as SyntaxError).message;
    const start = Number(/at position (\d+)/.exec(message)?.[1] ?? source.text.trimEnd().length);
    const said = message.replace(/ (in JSON )?at position \d+.*$/s, '').replace(/, ".*$/s, '');
    report.add('json-syntax', { message: `${said}.` }, { source, start, end: start + 1 }, { cause });
    return undefined;
  }
  // JSON is YAML too, and the YAML parser knows where each value stands and which key is there twice.
  return parseYaml(source, report)?.tree;
}
