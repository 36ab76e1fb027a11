import type { Sharp } from 'sharp';

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

/** The size in pixels that a decoded picture must be able to fill. */
export interface NeededSize {
  readonly width: number;
  readonly height?: number;
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

/**
 * Decodes a picture: turns it upright, and makes it as small as all files that are made from it allow. An
 * animation gives its first frame. Rejects with the error of sharp if the picture cannot be decoded.
 */
export async function decodePicture(original: Uint8Array, needed: NeededSize): Promise<DecodedPicture> {
  const { default: sharp } = await import('sharp');
  const { format = '', autoOrient: own } = await sharp(original).metadata();
  const scale = Math.max(needed.width / own.width, (needed.height ?? 0) / own.height);
  // The size given in an SVG does not matter: sharp draws it at the size that readers see.
  const density = format === 'svg' && { density: Math.min(densest, Math.max(72, 72 * scale)) };
  const source = sharp(original, { ...density, limitInputPixels: mostPixels });
  const sized = source.autoOrient().resize({ width: Math.ceil(own.width * scale), withoutEnlargement: true });
  const { pixels, width, height, channels } = await readPixels(sized);
  if (channels % 2 === 1 || !isOpaque(pixels, channels)) return { pixels, width, height, channels, format };
  // Without the alpha channel, each file takes a third less time.
  const flat = sharp(pixels, { raw: { width, height, channels } }).removeAlpha();
  return { ...(await readPixels(flat)), format };
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
