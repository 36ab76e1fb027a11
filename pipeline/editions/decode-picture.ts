import type { Sharp } from 'sharp';
import type { Crop, Framing } from '../content/framing.ts';
import { areaOf, type Size } from './area-of.ts';
import { loadSharp } from './load-sharp.ts';

/** A decoded picture: the pixels that all its sizes are made from. */
export interface DecodedPicture {
  /** One byte for each channel of each pixel, starting at the top left. */
  readonly pixels: Uint8Array;
  readonly width: number;
  readonly height: number;
  /** Two or four only if the picture is transparent somewhere. */
  readonly channels: 1 | 2 | 3 | 4;
  /** The format of the original, as sharp names it: `svg`, `jpeg`, `png`. */
  readonly format: string;
}

/** The size in pixels that a decoded picture must be able to fill, and the part of it that is needed. */
export interface NeededSize {
  readonly width: number;
  readonly height?: number;
  readonly framing?: Framing;
}

/** The widest file that a newsletter has: for a column on the web on a high-density screen. */
export const widest = 1440;

/** Decoding a photograph of 100 megapixels takes 400 MB. No newsletter needs a larger one. */
export const mostPixels = 100_000_000;

/**
 * The highest density (dots per inch) at which sharp draws an SVG. It is enough for a drawing that is one
 * unit wide.
 */
const densest = 100_000;

/** The longest side in pixels of a drawing that is cropped. A small part of it is less sharp than it could be. */
const longestDrawn = 6000;

/**
 * Decodes a picture: turns it upright, crops it, and makes it as small as all files that are made from it
 * allow. An animation gives its first frame. Rejects with the error of sharp if the picture cannot be decoded.
 */
export async function decodePicture(original: Uint8Array, needed: NeededSize): Promise<DecodedPicture> {
  const sharp = await loadSharp();
  const { format = '', autoOrient: full } = await sharp(original).metadata();
  const crop = needed.framing?.crop;
  const scaleOf = (size: Size) => Math.max(needed.width / size.width, (needed.height ?? 0) / size.height);
  // The size given in an SVG does not matter: sharp draws it at the size that readers see.
  const drawn = crop ? scaleOfCrop(crop, full, scaleOf) : scaleOf(full);
  const density = format === 'svg' && { density: Math.min(densest, Math.max(72, 72 * drawn)) };
  const source = sharp(original, { ...density, limitInputPixels: mostPixels }).autoOrient();
  let own: Size = full;
  if (crop) {
    const area = areaOf(crop, density ? (await sharp(original, density).metadata()).autoOrient : full);
    source.extract(area);
    own = area;
  }
  const sized = source.resize({ width: Math.ceil(own.width * scaleOf(own)), withoutEnlargement: true });
  const { pixels, width, height, channels } = await readPixels(sized);
  if (channels % 2 === 1 || !isOpaque(pixels, channels)) return { pixels, width, height, channels, format };
  // Without the alpha channel, each file takes a third less time.
  const flat = sharp(pixels, { raw: { width, height, channels } }).removeAlpha();
  return { ...(await readPixels(flat)), format };
}

/** The scale at which a drawing must be drawn for a crop of it. It has a margin for rounding. */
function scaleOfCrop(crop: Crop, full: Size, scaleOf: (size: Size) => number): number {
  const part = {
    width: (full.width * (100 - crop.left - crop.right)) / 100,
    height: (full.height * (100 - crop.top - crop.bottom)) / 100,
  };
  return Math.min(scaleOf(part) * 1.02, longestDrawn / Math.max(full.width, full.height));
}

async function readPixels(picture: Sharp): Promise<Omit<DecodedPicture, 'format'>> {
  const { data, info } = await picture.raw().toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  return { pixels: data, width, height, channels };
}

function isOpaque(pixels: Uint8Array, channels: number): boolean {
  for (let at = channels - 1; at < pixels.length; at += channels) if (pixels[at] !== 255) return false;
  return true;
}
