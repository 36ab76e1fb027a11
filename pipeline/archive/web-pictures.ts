import { type FocalPoint, focusWithin } from '../content/framing.ts';
import { convertPictures, type PictureCache } from '../editions/convert-picture.ts';
import { namePicture, type Picture, type PictureFile } from '../editions/pictures.ts';

/** A picture for the web: WebP in several widths, and the mail's file for browsers without WebP. */
export interface WebPicture {
  readonly fallback: PictureFile;
  /** Its focus, in percent of the part that is shown. */
  readonly focus: FocalPoint | undefined;
  /** The files by media type. The files of a type go from narrow to wide. */
  readonly sources: readonly { readonly type: string; readonly files: readonly PictureFile[] }[];
}

/**
 * The widths in pixels: for a phone; for a high-density phone or a desktop column; for that column on a
 * high-density screen.
 */
const widths = [480, 960, 1440];

/** Prepares a picture for the web. An animation is used as it is. */
export async function prepareWebPicture(picture: Picture, cache: PictureCache): Promise<WebPicture> {
  const { asset, original, framing, ground } = picture;
  const focus = focusWithin(framing);
  if (picture.path.endsWith('.gif')) return { fallback: picture, focus, sources: [] };
  const common = { form: 'webp', framing, ...(ground !== undefined && { ground }) } as const;
  const requests = widths.map((width) => ({ ...common, width }));
  const conversions = await convertPictures(asset, original, requests, cache);
  const made = conversions.map((each) => namePicture(asset, original, each));
  // If a picture is narrower than several of the widths, its files would be the same, so keep one of them.
  const files = made.filter(({ width }, index) => made.findIndex((each) => each.width === width) === index);
  return { fallback: picture, focus, sources: [{ type: 'image/webp', files }] };
}

/** All files of a picture. */
export function filesOf({ fallback, sources }: WebPicture): PictureFile[] {
  return [fallback, ...sources.flatMap(({ files }) => files)];
}
