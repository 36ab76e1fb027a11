import { convertPicture, type PictureCache } from '../editions/convert-picture.ts';
import { namePicture, type Picture, type PictureFile } from '../editions/pictures.ts';

/**
 * A picture for the web: modern formats in several widths, and the mail's file for browsers that support none
 * of them.
 */
export interface WebPicture {
  readonly fallback: PictureFile;
  /** The files by media type, best type first. The files of a type go from narrow to wide. */
  readonly sources: readonly { readonly type: string; readonly files: readonly PictureFile[] }[];
}

/**
 * The widths in pixels: for a phone; for a high-density phone or a desktop column; for that column on a
 * high-density screen.
 */
const widths = [480, 960, 1440];

/**
 * Prepares a picture for the web. Photographs become AVIF and WebP. Drawings become only WebP, because AVIF
 * blurs their edges. An animation is used as it is.
 */
export async function prepareWebPicture(
  asset: string,
  picture: Picture,
  cache: PictureCache,
): Promise<WebPicture> {
  const forms = formsFor(picture.path);
  const sources = await Promise.all(
    forms.map(async (form) => {
      const made = await Promise.all(
        widths.map(async (width) =>
          namePicture(
            asset,
            picture.original,
            await convertPicture(picture.original, { width, form }, cache),
          ),
        ),
      );
      // If a picture is narrower than several of the widths, its files would be the same, so keep one of
      // them.
      const files = made.filter(
        ({ width }, index) => made.findIndex((each) => each.width === width) === index,
      );
      return { type: `image/${form}`, files };
    }),
  );
  return { fallback: picture, sources };
}

function formsFor(path: string): ('avif' | 'webp')[] {
  if (path.endsWith('.gif')) return [];
  return path.endsWith('.jpg') ? ['avif', 'webp'] : ['webp'];
}

/** All files of a picture. */
export function filesOf({ fallback, sources }: WebPicture): PictureFile[] {
  return [fallback, ...sources.flatMap(({ files }) => files)];
}
