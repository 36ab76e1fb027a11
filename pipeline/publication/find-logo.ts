import type { Files } from '../foundation/files/files.ts';
import type { Place } from '../foundation/problems/place.ts';
import { Report } from '../foundation/problems/report.ts';
import { parseYaml } from '../foundation/sources/parse-yaml.ts';
import { readSource } from '../foundation/sources/read-source.ts';
import type { Newsletter } from './newsletter/newsletter-schema.ts';

const configuration = 'newsletter.yaml';

/** Finds the logo that the theme names: its path, and the place that names it. */
export async function findLogo(
  files: Files,
  { theme: { logo } }: Newsletter,
  report: Report,
): Promise<ReadonlyMap<string, Place>> {
  if (logo === undefined) return new Map();
  const place = await placeOfLogo(files);
  const path = logo.replace(/^(\.\/)+/, '');
  const stat = path.split('/').includes('..') ? undefined : await files.stat(path);
  if (stat?.kind !== 'file') report.add('asset-missing', { asset: logo }, place);
  else if (stat.realPath === undefined) report.add('asset-outside', { asset: logo }, place);
  else if (place) return new Map([[path, place]]);
  return new Map();
}

/** Problems of the file were reported when it was read for its values. */
async function placeOfLogo(files: Files): Promise<Place | undefined> {
  const unheard = new Report();
  const source = await readSource(files, configuration, 'the configuration', unheard);
  return source && parseYaml(source, unheard)?.tree.place(['theme', 'logo']);
}
