import type { Files } from '../foundation/files/files.ts';
import type { Place } from '../foundation/problems/place.ts';
import type { Report } from '../foundation/problems/report.ts';
import type { Newsletter } from './newsletter/newsletter-schema.ts';
import { placeInNewsletter } from './newsletter/place-in-newsletter.ts';

/** Finds the logo that the theme names. Returns its path, and the place that names it. */
export async function findLogo(
  files: Files,
  { theme: { logo } }: Newsletter,
  report: Report,
): Promise<ReadonlyMap<string, Place>> {
  if (logo === undefined) return new Map();
  const place = await placeInNewsletter(files, ['theme', 'logo']);
  const path = logoPath(logo);
  const stat = path.split('/').includes('..') ? undefined : await files.stat(path);
  if (stat?.kind !== 'file') report.add('asset-missing', { asset: logo, folder: 'publication' }, place);
  else if (stat.realPath === undefined) report.add('asset-outside', { asset: logo }, place);
  else if (place) return new Map([[path, place]]);
  return new Map();
}

/** The path of the logo that newsletter.yaml names, whether there is such a file or not; undefined if it names none. */
export function namedLogo({ theme: { logo } }: Newsletter): string | undefined {
  return logo === undefined ? undefined : logoPath(logo);
}

/** Whether a path is the logo or one of the folders that it is in. */
export function hasLogo(path: string, logo: string | undefined): boolean {
  return logo !== undefined && `${logo}/`.startsWith(`${path}/`);
}

/** The path in the publication of the logo that newsletter.yaml names: `./logo.svg` is `logo.svg`. */
export function logoPath(logo: string): string {
  return logo.replace(/^(\.\/)+/, '');
}
