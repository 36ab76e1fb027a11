import type { Files } from '../foundation/files/files.ts';
import type { Place } from '../foundation/problems/place.ts';
import { Report } from '../foundation/problems/report.ts';
import type { Newsletter } from '../publication/newsletter/newsletter-schema.ts';
import type { PictureCache } from './convert-picture.ts';
import { type Picture, preparePictures } from './pictures.ts';

/** The logo of a publication, and the problems of drawing it. */
export interface PreparedLogo {
  /** By its key; empty if there is none, or if it cannot be drawn. */
  readonly pictures: ReadonlyMap<string, Picture>;
  readonly problems: Report;
}

interface LogoOptions {
  readonly cache?: PictureCache | undefined;
  /** Ends the drawing. Nobody then needs the picture. */
  readonly signal?: AbortSignal;
}

/**
 * Prepares the logo for mail, once each time that a publication is read: `logo` is the map that was read with it. So a
 * drawing that takes too long ends only one process.
 */
export function prepareLogo(
  files: Files,
  newsletter: Newsletter,
  logo: ReadonlyMap<string, Place>,
  options: LogoOptions = {},
): Promise<PreparedLogo> {
  const preparing = prepared.get(logo) ?? prepare(files, newsletter, logo, options);
  prepared.set(logo, preparing);
  return preparing;
}

const prepared = new WeakMap<ReadonlyMap<string, Place>, Promise<PreparedLogo>>();

async function prepare(
  files: Files,
  { theme, check }: Newsletter,
  logo: ReadonlyMap<string, Place>,
  options: LogoOptions,
): Promise<PreparedLogo> {
  const problems = new Report();
  problems.weigh(check.codes);
  const ground = theme.light.surface;
  const pictures = await preparePictures(files, logo, problems, { ...options, ground });
  return { pictures, problems };
}
