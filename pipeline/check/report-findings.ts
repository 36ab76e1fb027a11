import type { Files } from '../foundation/files/files.ts';
import type { Place } from '../foundation/problems/place.ts';
import type { ProblemOptions } from '../foundation/problems/problem.ts';
import { Report } from '../foundation/problems/report.ts';
import { parseYaml } from '../foundation/sources/parse-yaml.ts';
import { readSource } from '../foundation/sources/read-source.ts';
import type { Finding, Location } from './rules/rule.ts';

/**
 * Reports what rules found. A finding that names a value by its path gets its line from the file, which is read for
 * that alone: rules over kept data need no sources while nothing is wrong.
 */
export async function reportFindings(
  files: Files,
  findings: Iterable<Finding>,
  report: Report,
): Promise<void> {
  const trees = new Map<string, Awaited<ReturnType<typeof readTree>>>();
  const placeOf = async (at: Location): Promise<Place | { file: string }> => {
    if ('source' in at) return at;
    const { file, path } = at;
    if (path === undefined) return { file };
    if (!trees.has(file)) trees.set(file, await readTree(files, file));
    return trees.get(file)?.place(path) ?? { file };
  };
  for (const { code, data, at, severity } of findings) {
    const options: ProblemOptions = severity ? { severity } : {};
    // The code and its data belong together, which the type of a finding says and its parts no longer do.
    report.add(code, data as never, await placeOf(at), options);
  }
}

/** Problems of the file itself were reported when it was read for its content. */
async function readTree(files: Files, file: string) {
  const unheard = new Report();
  const source = await readSource(files, file, 'an issue', unheard);
  return source && parseYaml(source, unheard)?.tree;
}
