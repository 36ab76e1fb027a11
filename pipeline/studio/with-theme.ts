import { editSource } from '../foundation/edits/edit-source.ts';
import { overlayFiles } from '../foundation/files/overlay-files.ts';
import { Report } from '../foundation/problems/report.ts';
import { parseYaml } from '../foundation/sources/parse-yaml.ts';
import { readSource } from '../foundation/sources/read-source.ts';
import { isObject, valueAt } from '../foundation/sources/reading.ts';
import type { Roots } from '../publication/publication.ts';

/** The publication as if newsletter.yaml named this theme. */
export async function withTheme(roots: Roots, name: string): Promise<Roots> {
  const file = 'newsletter.yaml';
  const source = await readSource(roots.publication, file, 'the configuration', new Report());
  if (source === undefined) return roots;
  const theme = valueAt(parseYaml(source, new Report())?.tree.value, ['theme']);
  const path = isObject(theme) ? ['theme', 'from'] : ['theme'];
  const changed = editSource(source, { kind: 'set', path, value: name });
  const publication = overlayFiles(roots.publication, { [file]: changed });
  return { publication, package: roots.package === roots.publication ? publication : roots.package };
}
