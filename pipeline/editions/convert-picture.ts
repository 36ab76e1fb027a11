import { createHash } from 'node:crypto';
import { cropText, focusText } from '../content/framing.ts';
import { fail } from '../foundation/problems/problem.ts';
import { DrawingEnded, drawInProcess } from './draw-in-process.ts';
import { type EncodedPicture, encodePictures, type PictureRequest } from './encode-picture.ts';
import { isPng, isRaster } from './is-raster.ts';

export interface Conversion extends EncodedPicture {
  /** The recipe of a picture. The same recipe and the same original always give the same picture. */
  readonly recipe: string;
}

/**
 * Stores converted pictures. The caller verifies every entry that it reads, and treats a damaged one as
 * missing.
 */
export interface PictureCache {
  read(key: string): Promise<Uint8Array | undefined>;
  write(key: string, bytes: Uint8Array): Promise<void>;
}

export const uncached: PictureCache = { read: async () => undefined, write: async () => {} };

/**
 * Increase a number if the same request gives a different picture than before. The numbers are for PNG files,
 * for all others, for crops, and for cards.
 */
const versions = { png: 6, other: 5, cropped: 3, card: 3 };

/**
 * Converts a picture to several forms and sizes: rotates it upright and removes the metadata of the camera.
 * Converts together what the cache does not have. Rejects if the picture cannot be decoded, or if an SVG takes
 * too much time or memory; with a problem that names the asset if something else ended the process that draws.
 */
export async function convertPictures(
  asset: string,
  original: Uint8Array,
  requests: readonly PictureRequest[],
  cache: PictureCache,
  signal?: AbortSignal,
): Promise<Conversion[]> {
  const wanted = await Promise.all(
    requests.map(async (request) => {
      const recipe = recipeOf(original, request);
      const behind = request.ground === undefined ? '' : ` on ${request.ground}`;
      const key = createHash('sha256').update(recipe).update(behind).update(original).digest('hex');
      const packed = await cache.read(key);
      return { request, recipe, key, kept: packed && unpack(packed) };
    }),
  );
  const missing = wanted.filter(({ kept }) => kept === undefined).map(({ request }) => request);
  const encode = isRaster(original) ? encodePictures : drawInProcess;
  const made = missing.length === 0 ? [] : await encode(original, missing, signal).catch(whenEnded(asset));
  return Promise.all(
    wanted.map(async ({ request, recipe, key, kept }) => {
      if (kept) return named(kept, recipe);
      const picture = made[missing.indexOf(request)];
      if (picture === undefined) throw new Error(`No picture was made for "${recipe}".`);
      await cache.write(key, pack(picture));
      return named(picture, recipe);
    }),
  );
}

/** The end of the drawing process is no mistake in the picture, so nobody keeps it as a finding. */
function whenEnded(asset: string): (error: unknown) => never {
  return (error) => {
    if (!(error instanceof DrawingEnded)) throw error;
    const name = asset.slice(asset.lastIndexOf('/') + 1);
    return fail('drawing-ended', { asset: name, signal: error.signal }, { file: asset }, { cause: error });
  };
}

/** The recipe names a colour only if the picture needs one, so the addresses of other pictures stay the same. */
function named(picture: EncodedPicture, recipe: string): Conversion {
  return { ...picture, recipe: picture.ground === undefined ? recipe : `${recipe} on ${picture.ground}` };
}

function recipeOf(original: Uint8Array, { form, width, height, framing = {} }: PictureRequest): string {
  const version = isPng(original) ? versions.png : versions.other;
  const own = form === 'card' ? versions.card : height === undefined ? undefined : versions.cropped;
  // Without a height, the picture keeps its shape, and its focus makes no difference.
  const focus = own === undefined ? '' : focusText(framing);
  const parts = [version, form, width, height, own, cropText(framing), focus];
  return parts.filter((each) => each !== undefined && each !== '').join(' ');
}

/**
 * Packs a picture into one file, so that a cache never contains half of it: one line of JSON, then the bytes.
 */
function pack({ bytes, ...facts }: EncodedPicture): Uint8Array {
  return Buffer.concat([Buffer.from(`${JSON.stringify({ ...facts, sha256: sha256(bytes) })}\n`), bytes]);
}

/**
 * Unpacks a picture. Undefined if the entry was truncated or changed on disk; the picture is then converted
 * again.
 */
function unpack(packed: Uint8Array): EncodedPicture | undefined {
  const end = packed.indexOf(10);
  const bytes = packed.subarray(end + 1);
  try {
    const { sha256: expected, ...facts } = JSON.parse(Buffer.from(packed.subarray(0, end)).toString());
    return expected === sha256(bytes) ? { ...(facts as Omit<EncodedPicture, 'bytes'>), bytes } : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
