import type { Files } from '../../foundation/files/files.ts';
import type { Place } from '../../foundation/problems/place.ts';
import { Report } from '../../foundation/problems/report.ts';
import { parseYaml } from '../../foundation/sources/parse-yaml.ts';
import { readSource } from '../../foundation/sources/read-source.ts';
import type { Path } from '../../foundation/sources/yaml-tree.ts';

/**
 * The place of a value in newsletter.yaml. Reports no problems of the file, because they were reported when
 * it was read.
 */
export async function placeInNewsletter(files: Files, path: Path): Promise<Place | undefined> {
  const ignored = new Report();
  const source = await readSource(files, 'newsletter.yaml', 'the configuration', ignored);
  return source && parseYaml(source, ignored)?.tree.place(path);
}
