import { createHash } from 'node:crypto';
import type { Framing } from '../content/framing.ts';
import { pictureKey } from '../content/pictures.ts';
import type { Files } from '../foundation/files/files.ts';
import type { Place } from '../foundation/problems/place.ts';
import { ProblemError } from '../foundation/problems/problem.ts';
import type { Report } from '../foundation/problems/report.ts';
import { type Conversion, convertPictures, type PictureCache, uncached } from './convert-picture.ts';

/** A picture file as it is published. */
export interface PictureFile {
  /**
   * The path of the file on the public site. It contains a hash of the original and the recipe, so a
   * different picture has a different address, and the same picture has the same address on every machine.
   */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** The SHA-256 of the original and the recipe, in hex. The bytes themselves may differ between machines. */
  readonly madeFrom: string;
  /** The width of the file in pixels. */
  readonly width: number;
  readonly height: number;
}

/** A picture for mail, wide enough for high-density screens. */
export interface Picture extends PictureFile {
  /** The file for ordinary screens; undefined if it would not be smaller. */
  readonly small: PictureFile | undefined;
  /** The cropped picture for a compact story; undefined if no template uses it. */
  readonly thumbnail: PictureFile | undefined;
  /** The path of the original in the publication. */
  readonly asset: string;
  /** The original file, for conversions to other sizes or formats. */
  readonly original: Uint8Array;
  /** How the original is cut. */
  readonly framing: Framing;
  /** The colour that belongs behind the picture if it is transparent and has dark lines. */
  readonly ground: string | undefined;
}

/** Twice the width of the page: sharp on high-density screens, and no larger than necessary. */
const widest = 1200;

/**
 * The displayed size of the cropped pictures of stories, in pixels. The files have twice that size, for
 * high-density screens.
 */
interface Thumbnails {
  readonly width: number;
  readonly height: number;
  /** The keys of the pictures to cut. */
  readonly of: ReadonlySet<string>;
}

/** What the pictures of an issue need besides their files. */
interface Preparation {
  readonly cache?: PictureCache | undefined;
  readonly thumbnails?: Thumbnails;
  /** The colour of the page in light mode: it is put behind transparent pictures with dark lines. */
  readonly ground?: string;
  /** Ends the drawing of SVGs, which then counts as a failure. */
  readonly signal?: AbortSignal | undefined;
  /** How each asset is cut. One that is not in this map is shown in full. */
  readonly framings?: ReadonlyMap<string, readonly Framing[]>;
}

/**
 * Prepares pictures for mail, which cannot rely on SVG or modern formats: PNG for drawings and transparent
 * pictures, JPEG for photographs, GIF for animations. Removes the metadata of cameras. `assets` are paths in
 * the publication with the place that names each of them, where an unreadable file is reported. Returns the
 * pictures by their keys (`pictureKey`): a file that is cut in several ways gives several pictures.
 */
export async function preparePictures(
  files: Files,
  assets: ReadonlyMap<string, Place>,
  report: Report,
  preparation: Preparation = {},
): Promise<ReadonlyMap<string, Picture>> {
  const prepared = await Promise.all(
    [...assets].map(async ([asset, place]): Promise<[string, Picture][]> => {
      const name = asset.slice(asset.lastIndexOf('/') + 1);
      try {
        const bytes = await files.read(asset);
        const framings = preparation.framings?.get(asset) ?? [{}];
        if (bytes)
          return await Promise.all(
            framings.map(async (framing): Promise<[string, Picture]> => {
              const key = pictureKey(asset, framing);
              return [key, await prepare(bytes, asset, framing, key, preparation)];
            }),
          );
        report.add('asset-missing', { asset: name }, place);
      } catch (cause) {
        if (cause instanceof ProblemError) throw cause;
        // Only errors of the file system have a code. Those of sharp give their reason in the first line of
        // the message.
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
  framing: Framing,
  key: string,
  { cache = uncached, thumbnails, ground, signal }: Preparation,
): Promise<Picture> {
  const common = { form: 'mail', framing, ...(ground !== undefined && { ground }) } as const;
  const requests = [
    { ...common, width: widest },
    { ...common, width: widest / 2 },
    ...(thumbnails?.of.has(key)
      ? [{ ...common, width: thumbnails.width * 2, height: thumbnails.height * 2 }]
      : []),
  ];
  const conversions = await convertPictures(asset, original, requests, cache, signal);
  const [large, half, thumbnail] = conversions.map((each) => namePicture(asset, original, each));
  if (large === undefined) throw new Error(`"${asset}" was not converted.`);
  const isMoving = large.path.endsWith('.gif');
  const small = isMoving || large.width <= widest / 2 ? undefined : half;
  return { ...large, small, thumbnail, asset, original, framing, ground };
}

/** Adds the public address to a conversion. */
export function namePicture(asset: string, original: Uint8Array, conversion: Conversion): PictureFile {
  const { bytes, type, width, height, recipe } = conversion;
  const madeFrom = createHash('sha256').update(recipe).update(original).digest('hex');
  const path = `pictures/${picturePath(asset)}-${madeFrom.slice(0, 10)}.${type}`;
  return { path, bytes, madeFrom, width, height };
}

/** The path of an asset as part of an address: `content/spring/My boat.png` becomes `spring/my-boat`. */
function picturePath(asset: string): string {
  const name = (part: string) => part.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  const [stem, ...folders] = asset
    .replace(/^content\//, '')
    .replace(/\.[^./]+$/, '')
    .split('/')
    .reverse();
  return [...folders.reverse(), stem ?? ''].map(name).join('/');
}
