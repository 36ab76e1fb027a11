import { convertPicture, type PictureCache } from '../editions/convert-picture.ts';
import { namePicture, type Picture, type PictureFile } from '../editions/pictures.ts';

/** A picture for the web: modern formats in several widths, and the file of the mail for browsers without them. */
export interface WebPicture {
  readonly fallback: PictureFile;
  /** By media type, the best first; each from narrow to wide. */
  readonly sources: readonly { readonly type: string; readonly files: readonly PictureFile[] }[];
}

/**
 * For a phone; for a phone with a dense screen or a column on a desktop; for that column on a dense screen.
 */
const widths = [480, 960, 1440];

/**
 * Prepares a picture for the web. Photographs get AVIF and WebP. Drawings get only WebP, because AVIF blurs
 * their edges. An animation stays as it is.
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
      // A picture that is narrower than some of the widths would appear more than once.
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

/** Every file of a picture. */
export function filesOf({ fallback, sources }: WebPicture): PictureFile[] {
  return [fallback, ...sources.flatMap(({ files }) => files)];
}
