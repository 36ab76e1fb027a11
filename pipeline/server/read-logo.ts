import { preparePictures } from '../editions/pictures.ts';
import type { Files } from '../foundation/files/files.ts';
import type { Report } from '../foundation/problems/report.ts';
import type { Publication } from '../publication/publication.ts';

/** The publication's logo as the public pages show and serve it. */
export interface Logo {
  /** The name of its file. A different picture has a different name. */
  readonly name: string;
  /** PNG, JPEG or GIF. */
  readonly type: string;
  readonly bytes: Uint8Array;
  /** In pixels. */
  readonly width: number;
  readonly height: number;
}

/**
 * Reads the picture that the theme names, prepared as for mail. A picture that cannot be read is reported,
 * and the result is undefined.
 */
export async function readLogo(
  publication: Publication,
  files: Files,
  report: Report,
): Promise<Logo | undefined> {
  const [picture] = (await preparePictures(files, publication.logo, report)).values();
  if (picture === undefined) return undefined;
  const { path, bytes, width, height } = picture.small ?? picture;
  const name = path.slice(path.lastIndexOf('/') + 1);
  return { name, type: `image/${path.endsWith('.jpg') ? 'jpeg' : path.slice(-3)}`, bytes, width, height };
}
