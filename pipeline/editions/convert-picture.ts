import { createHash } from 'node:crypto';
import { drawInProcess } from './draw-in-process.ts';
import { type EncodedPicture, encodePicture, type PictureRequest } from './encode-picture.ts';

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
const versions = { png: 5, other: 4, cropped: 2, card: 2 };

/**
 * Converts a picture: rotates it upright and removes the metadata of the camera. Rejects if the picture
 * cannot be decoded, or if an SVG takes too much time or memory.
 */
export async function convertPicture(
  original: Uint8Array,
  request: PictureRequest,
  cache: PictureCache,
): Promise<Conversion> {
  const version = startsWith(original, png) ? versions.png : versions.other;
  const { form, width, height } = request;
  const own = form === 'card' ? versions.card : height === undefined ? undefined : versions.cropped;
  const recipe = [version, form, width, height, own].filter((each) => each !== undefined).join(' ');
  const key = createHash('sha256').update(recipe).update(original).digest('hex');
  const packed = await cache.read(key);
  const kept = packed && unpack(packed);
  if (kept !== undefined) return { ...kept, recipe };
  const made = await (isRaster(original)
    ? encodePicture(original, request)
    : drawInProcess(original, request));
  await cache.write(key, pack(made));
  return { ...made, recipe };
}

/** The first bytes of PNG files. A file with none of these signatures may be an SVG. */
const png = '\x89PNG';
const rasters = [png, '\xff\xd8\xff', 'GIF8', 'RIFF', 'II*\0', 'MM\0*'];

function isRaster(original: Uint8Array): boolean {
  // AVIF and HEIF have their signature after four bytes.
  return rasters.some((mark) => startsWith(original, mark)) || startsWith(original.subarray(4), 'ftyp');
}

function startsWith(bytes: Uint8Array, mark: string): boolean {
  return Buffer.from(bytes.subarray(0, mark.length)).toString('latin1') === mark;
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
