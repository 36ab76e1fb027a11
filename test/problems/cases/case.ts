import type { Severity } from '../../../pipeline/foundation/problems/problem.ts';
import { tinyFiles, tinyPaths } from '../tiny-publication.ts';

/**
 * One mistake in the tiny publication, and all that may be said of it. The sign ▸ stands in front of each place
 * where a problem is expected; it is taken out before the files are read.
 */
export interface Case {
  readonly title: string;
  /** The file that is changed: a name of `tinyPaths`, or a path. */
  readonly in?: string;
  /** The piece of text that is replaced, and what by. */
  readonly from?: string | RegExp;
  readonly to?: string;
  /** Whole files, by name or path; undefined takes one away. */
  readonly files?: Readonly<Record<string, string | Uint8Array | undefined>>;
  /** The problems at the signs, in order; one that has a file alone names it. */
  readonly problems: readonly Expected[];
  /** What the message or the hint of one of them says. */
  readonly says?: RegExp;
}

type Expected = `${Severity} ${string}`;

/** The files of a case without its signs, and each expected problem as `severity code file:line:column`. */
export function prepareCase(each: Case): { files: Record<string, string | Uint8Array>; expected: string[] } {
  const files: Record<string, string | Uint8Array> = { ...tinyFiles };
  for (const [name, content] of Object.entries(each.files ?? {})) {
    if (content === undefined) delete files[pathOf(name)];
    else files[pathOf(name)] = content;
  }
  if (each.in !== undefined && each.from !== undefined) {
    const before = String(files[pathOf(each.in)]);
    const after = before.replace(each.from, () => each.to ?? '');
    if (after === before) throw new Error(`"${each.from}" is not in ${each.in}`);
    files[pathOf(each.in)] = after;
  }
  const places: string[] = [];
  for (const [path, content] of Object.entries(files)) {
    if (typeof content !== 'string') continue;
    const [first = '', ...rest] = content.split('▸');
    let text = first;
    for (const piece of rest) {
      const lines = text.replace(/^\ufeff/, '').split('\n');
      places.push(`${path}:${lines.length}:${(lines.at(-1) ?? '').length + 1}`);
      text += piece;
    }
    files[path] = text;
  }
  const expected = each.problems.map((problem) =>
    problem.split(' ').length > 2 ? problem.trim() : `${problem} ${places.shift() ?? 'no sign for it'}`,
  );
  return { files, expected: [...expected, ...places.map((place) => `no problem for the sign at ${place}`)] };
}

const pathOf = (name: string) => tinyPaths[name] ?? name;
