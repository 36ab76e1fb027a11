import { preparePictures } from '../editions/pictures.ts';
import type { Files } from '../foundation/files/files.ts';
import type { Report } from '../foundation/problems/report.ts';
import type { Publication } from '../publication/publication.ts';

/** The publication's logo for the public pages. */
export interface Logo {
  /** The name of its file, which changes with the picture. */
  readonly name: string;
  /** PNG, JPEG or GIF. */
  readonly type: string;
  readonly bytes: Uint8Array;
  /** In pixels. */
  readonly width: number;
  readonly height: number;
}

/**
 * Reads the picture that the theme names, and converts it as for mail. If it cannot be read, reports that and
 * returns undefined.
 */
export async function readLogo(
  publication: Publication,
  files: Files,
  report: Report,
): Promise<Logo | undefined> {
  const ground = publication.newsletter.theme.light.surface;
  const prepared = await preparePictures(files, publication.logo, report, { ground });
  const [picture] = prepared.values();
  if (picture === undefined) return undefined;
  const { path, bytes, width, height } = picture.small ?? picture;
  const name = path.slice(path.lastIndexOf('/') + 1);
  return { name, type: `image/${path.endsWith('.jpg') ? 'jpeg' : path.slice(-3)}`, bytes, width, height };
}
