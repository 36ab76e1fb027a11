import { createHash } from 'node:crypto';
import type { Files } from '../foundation/files/files.ts';
import type { Place } from '../foundation/problems/place.ts';
import type { Report } from '../foundation/problems/report.ts';
import { type Conversion, convertPicture, type PictureCache, uncached } from './convert-picture.ts';
import type { PictureRequest } from './encode-picture.ts';

/** A file of a picture, as published. */
export interface PictureFile {
  /**
   * Its path below the public address. It contains a hash of the original and the recipe: a different picture
   * has a different address, and every machine gives the same picture the same one.
   */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** SHA-256 in hex of the original and the recipe. The bytes may differ between machines. */
  readonly madeFrom: string;
  /** In pixels of the file. */
  readonly width: number;
  readonly height: number;
}

/** A picture as mail shows it: wide enough for dense screens. */
export interface Picture extends PictureFile {
  /** For screens that are not dense; undefined if it would not be smaller. */
  readonly small: PictureFile | undefined;
  /** Cropped, for a compact story; undefined if no template asks for it. */
  readonly thumbnail: PictureFile | undefined;
  /** The original, for conversions to other sizes or forms. */
  readonly original: Uint8Array;
}

/** Twice the width of the sheet: sharp on dense screens, and no larger than necessary. */
const widest = 1200;

/**
 * The displayed size of the cropped pictures of stories, in pixels. Their files have twice as many for dense
 * screens.
 */
export interface Thumbnails {
  readonly width: number;
  readonly height: number;
  /** The assets that need a cropped picture. */
  readonly of: ReadonlySet<string>;
}

/**
 * Prepares pictures for mail, which shows neither SVG nor modern formats reliably: PNG for drawings and
 * transparent pictures, JPEG for photographs, GIF for animations. Removes the metadata of cameras. `assets`
 * are paths within the publication, each with the place that names it; a file that cannot be read is reported
 * there.
 */
export async function preparePictures(
  files: Files,
  assets: ReadonlyMap<string, Place>,
  report: Report,
  cache: PictureCache = uncached,
  thumbnails: Thumbnails = { width: 0, height: 0, of: new Set() },
): Promise<ReadonlyMap<string, Picture>> {
  const prepared = await Promise.all(
    [...assets].map(async ([asset, place]): Promise<[string, Picture][]> => {
      const name = asset.slice(asset.lastIndexOf('/') + 1);
      try {
        const bytes = await files.read(asset);
        if (bytes) return [[asset, await prepare(bytes, asset, thumbnails, cache)]];
        report.add('asset-missing', { asset: name }, place);
      } catch (cause) {
        // An error of the file system has a code. sharp puts its reason into the first line of its message.
        const { code, message } = cause as NodeJS.ErrnoException;
        const reason = code ?? message.split('\n')[0] ?? '';
        report.add('asset-unreadable', { asset: name, reason }, place, { cause });
      }
      return [];
    }),
  );
  return new Map(prepared.flat());
}

async function prepare(
  original: Uint8Array,
  asset: string,
  { width, height, of }: Thumbnails,
  cache: PictureCache,
): Promise<Picture> {
  const convert = async (size: Omit<PictureRequest, 'form'>) =>
    namePicture(asset, original, await convertPicture(original, { ...size, form: 'mail' }, cache));
  const [large, half, thumbnail] = await Promise.all([
    convert({ width: widest }),
    convert({ width: widest / 2 }),
    of.has(asset) ? convert({ width: width * 2, height: height * 2 }) : undefined,
  ]);
  const isMoving = large.path.endsWith('.gif');
  const small = isMoving || large.width <= widest / 2 ? undefined : half;
  return { ...large, small, thumbnail, original };
}

/** A conversion with its public address. */
export function namePicture(asset: string, original: Uint8Array, conversion: Conversion): PictureFile {
  const { bytes, type, width, height, recipe } = conversion;
  const madeFrom = createHash('sha256').update(recipe).update(original).digest('hex');
  const path = `pictures/${picturePath(asset)}-${madeFrom.slice(0, 10)}.${type}`;
  return { path, bytes, madeFrom, width, height };
}

/** An asset's path as part of an address: `content/spring/My boat.png` is `spring/my-boat`. */
function picturePath(asset: string): string {
  const name = (part: string) => part.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  const [stem, ...folders] = asset
    .replace(/^content\//, '')
    .replace(/\.[^./]+$/, '')
    .split('/')
    .reverse();
  return [...folders.reverse(), stem ?? ''].map(name).join('/');
}
