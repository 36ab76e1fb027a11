import type { Files } from '../foundation/files/files.ts';
import type { Place, Source } from '../foundation/problems/place.ts';
import type { ProblemOptions } from '../foundation/problems/problem.ts';
import { Report } from '../foundation/problems/report.ts';
import type { Path } from '../foundation/sources/yaml-tree.ts';
import type { Finding, Location } from './rules/rule.ts';

/**
 * Reports the findings of rules. A finding may give the path of a value instead of a place; only then is the
 * file read to find the line.
 */
export async function reportFindings(
  files: Files,
  findings: Iterable<Finding>,
  report: Report,
): Promise<void> {
  const trees = new Map<string, Awaited<ReturnType<typeof readTree>>>();
  const placeOf = async (at: Location): Promise<Place | { file: string }> => {
    if ('source' in at) return at;
    const { file } = at;
    if (!('words' in at) && at.path === undefined) return { file };
    if (!trees.has(file)) trees.set(file, await readTree(files, file));
    const tree = trees.get(file);
    if (tree === undefined) return { file };
    if ('words' in at) return placeOfWords(tree.source, at.words) ?? { file };
    return tree.place(pathInFile(tree.value, at.path ?? []));
  };
  for (const { code, data, at, severity, mend } of findings) {
    const options: ProblemOptions = { ...(severity && { severity }), ...(mend && { mend }) };
    if (isKnown(report, code, at)) continue;
    // The type of a finding guarantees that its code and data belong together, but TypeScript cannot follow
    // that here.
    report.add(code, data as never, await placeOf(at), options);
  }
}

const reported = new WeakMap<Report, Set<string>>();

/**
 * Whether a problem of a template or extension has been reported at this place. Such a problem occurs in
 * every edition.
 */
function isKnown(report: Report, code: string, at: Location): boolean {
  const file = 'source' in at ? at.source.file : at.file;
  if (!/^(templates|themes|extensions)\//.test(file)) return false;
  const places = reported.get(report) ?? new Set();
  reported.set(report, places);
  const place = `${code} ${file} ${'source' in at ? at.start : ''}`;
  const isOld = places.has(place);
  places.add(place);
  return isOld;
}

/** Reads a file again. Its own problems were reported when it was first read. */
async function readTree(files: Files, file: string) {
  // Imported here, because a check of kept findings reads no file.
  const { parseYaml } = await import('../foundation/sources/parse-yaml.ts');
  const { readSource } = await import('../foundation/sources/read-source.ts');
  const ignored = new Report();
  const source = await readSource(files, file, 'an issue', ignored);
  return source && parseYaml(source, ignored)?.tree;
}

function placeOfWords(source: Source, words: readonly string[]): Place | undefined {
  for (const text of words) {
    const start = source.text.indexOf(text);
    if (start >= 0) return { source, start, end: start + text.length };
  }
  return undefined;
}

/** The file of a translation has an `omit` for each block that its article lacks, so positions differ. */
function pathInFile(value: unknown, path: Path): Path {
  const [list, index, ...rest] = path;
  if ((list !== 'body' && list !== 'stories') || typeof index !== 'number') return path;
  const items = (value as Record<string, unknown> | undefined)?.[list];
  if (!Array.isArray(items)) return path;
  const isShown = (item: unknown) => typeof item !== 'object' || item === null || !('omit' in item);
  const shown = [...items.keys()].filter((at) => isShown(items[at]));
  return [list, shown[index] ?? index, ...rest];
}
