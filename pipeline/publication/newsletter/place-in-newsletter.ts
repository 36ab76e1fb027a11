import type { Files } from '../../foundation/files/files.ts';
import type { Place } from '../../foundation/problems/place.ts';
import { Report } from '../../foundation/problems/report.ts';
import { parseYaml } from '../../foundation/sources/parse-yaml.ts';
import { readSource } from '../../foundation/sources/read-source.ts';
import type { Path, Tree } from '../../foundation/sources/yaml-tree.ts';

const parsed = new WeakMap<Files, Tree>();

/** Keeps the tree of newsletter.yaml, so that finding a place does not parse the same text again. */
export function keepForPlaces(files: Files, tree: Tree): void {
  parsed.set(files, tree);
}

/**
 * The place of a value in newsletter.yaml. Reports no problems of the file, because they were reported when
 * it was read.
 */
export async function placeInNewsletter(files: Files, path: Path): Promise<Place | undefined> {
  const ignored = new Report();
  const source = await readSource(files, 'newsletter.yaml', 'the configuration', ignored);
  const known = parsed.get(files);
  if (source && known?.source.text === source.text) return known.place(path);
  return source && parseYaml(source, ignored)?.tree.place(path);
}
