import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ParsedDocument } from '../content/parse-document.ts';
import { type Problem, sortProblems } from '../foundation/problems/problem.ts';
import { partAt } from './part-at.ts';
import type { ShownProblem } from './protocol/issues.ts';

/** Returns the address that opens a place in an editor, such as `vscode://file/{file}:{line}:{column}`. */
export type OpenPlace = (file: string, line?: number, column?: number) => string;

/**
 * `roots` are the folders of the publication and of the package, in the order in which files are searched.
 */
export function createOpenPlace(roots: readonly string[], pattern: string): OpenPlace {
  return (file, line = 1, column = 1) => {
    const root = roots.find((each) => existsSync(join(each, file))) ?? roots[0] ?? '';
    const path = join(root, file).replaceAll('\\', '/');
    const values: Record<string, string> = {
      // "#" and "?" in a path do not begin another part of the address.
      file: encodeURI(path.replace(/^\/+/, '')).replace(/[#?]/g, encodeURIComponent),
      line: String(line),
      column: String(column),
    };
    return pattern.replace(/\{(file|line|column)\}/g, (_, name: string) => values[name] ?? '');
  };
}

/** Adds to each problem its block, its part on the desks, and the address that opens its place. */
export function showProblems(
  problems: readonly Problem[],
  opens: OpenPlace,
  documents: ReadonlyMap<string, ParsedDocument> = new Map(),
  source = '',
): ShownProblem[] {
  return sortProblems(problems).map(({ cause: _, ...problem }) => {
    const { file, line, column } = problem;
    const [, locale] = /^content\/[^/]+\/([^/]+?)(?:\.source)?\.yaml$/.exec(file ?? '') ?? [];
    return {
      ...problem,
      opens: file === undefined ? undefined : opens(file, line, column),
      locale,
      ...(locale && line ? partAt(documents, source, locale, line) : { block: undefined, part: undefined }),
    };
  });
}
