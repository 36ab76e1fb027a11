import type { Metadata, Sharp } from 'sharp';
import { isPicture } from '../../content/picture-signature.ts';
import { convertPictures, uncached } from '../../editions/convert-picture.ts';
import { mostPixels } from '../../editions/decode-picture.ts';
import { isRaster } from '../../editions/is-raster.ts';
import { loadSharp } from '../../editions/load-sharp.ts';
import { fail, ProblemError } from '../../foundation/problems/problem.ts';
import { findUnsafe } from './find-unsafe.ts';

/** A picture as the folder of an issue has it. */
export interface CleanPicture {
  readonly bytes: Uint8Array;
  /** The extension of the name. */
  readonly type: string;
  readonly width: number;
  readonly height: number;
}

/** The longest side in pixels: enough for a column on the web at high density, and for a crop of it. */
const longestSide = 2400;

/**
 * Turns a picture upright, makes it as small as an issue needs, and removes everything but its pixels: the
 * place, the camera, comments, colour profiles. Nothing is cut off, and animations move. Drawings stay as they
 * are. Fails if it is no picture, or one that cannot be used; `name` is for the message.
 */
export async function cleanPicture(original: Uint8Array, name: string): Promise<CleanPicture> {
  if (isHeic(original)) fail('picture-heic', { name });
  if (!isRaster(original)) return keepDrawing(original, name);
  const sharp = await loadSharp();
  try {
    const facts = await sharp(original).metadata();
    const isMoving = (facts.pages ?? 1) > 1 && (facts.format === 'gif' || facts.format === 'webp');
    const source = sharp(original, { animated: isMoving, limitInputPixels: mostPixels });
    const size = {
      width: longestSide,
      height: longestSide,
      fit: 'inside',
      withoutEnlargement: true,
    } as const;
    // sharp turns no animations, and no program writes animations that need it.
    const sized = isMoving ? source.resize(size) : source.autoOrient().resize(size);
    const { type, encoded } = encode(sized, facts);
    const { data, info } = await encoded.toBuffer({ resolveWithObject: true });
    return { bytes: data, type, width: info.width, height: info.pageHeight ?? info.height };
  } catch (error) {
    return fail('picture-unreadable', { name, reason: (error as Error).message }, undefined, {
      cause: error,
    });
  }
}

/** Encodes a picture in its own format at high quality, because every edition encodes it again. */
function encode(picture: Sharp, { format, hasAlpha }: Metadata): { type: string; encoded: Sharp } {
  switch (format) {
    case 'png':
      return { type: 'png', encoded: picture.png({ compressionLevel: 9 }) };
    case 'gif':
      return { type: 'gif', encoded: picture.gif() };
    case 'webp':
      return { type: 'webp', encoded: picture.webp({ quality: 92 }) };
    case 'jpeg':
      return { type: 'jpg', encoded: picture.jpeg({ quality: 92, chromaSubsampling: '4:4:4' }) };
    default:
      // Other formats, such as TIFF and AVIF, become those that every program opens.
      if (hasAlpha) return { type: 'png', encoded: picture.png({ compressionLevel: 9 }) };
      return { type: 'jpg', encoded: picture.jpeg({ quality: 92, chromaSubsampling: '4:4:4' }) };
  }
}

/** In bytes. Larger ones are maps or pictures in the form of a drawing. */
const largestDrawing = 2_000_000;

/** Keeps an SVG if it is a drawing and no program. Drawing it once shows whether editions can. */
async function keepDrawing(original: Uint8Array, name: string): Promise<CleanPicture> {
  if (!isPicture(original))
    return fail('picture-unreadable', { name, reason: 'its content is not a picture' });
  if (original.length > largestDrawing)
    return fail('picture-unreadable', { name, reason: 'it is a drawing of more than 2 MB' });
  const unsafe = findUnsafe(Buffer.from(original).toString('utf8'));
  if (unsafe !== undefined) return fail('picture-unsafe', { name, found: unsafe });
  const drawn = await convertPictures(name, original, [{ form: 'webp', width: longestSide }], uncached).catch(
    (error: Error) => {
      if (error instanceof ProblemError) throw error;
      return fail('picture-unreadable', { name, reason: error.message }, undefined, { cause: error });
    },
  );
  const { width = 0, height = 0 } = drawn[0] ?? {};
  return { bytes: original, type: 'svg', width, height };
}

/** Whether a file is a photograph of a phone in HEIC, for whose format sharp has no licence. */
function isHeic(bytes: Uint8Array): boolean {
  const brand = Buffer.from(bytes.subarray(4, 12)).toString('latin1');
  return (
    /^ftyp(?:hei[cxms]|hev[cxms]|mif1|msf1)$/.test(brand) &&
    !Buffer.from(bytes.subarray(8, 64)).includes('avi')
  );
}
