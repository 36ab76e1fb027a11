import type { Sharp } from 'sharp';
import { type Framing, focusWithin } from '../content/framing.ts';
import { areaAround, areaOf } from './area-of.ts';
import { decodeOnce } from './decode-once.ts';
import { type DecodedPicture, mostPixels } from './decode-picture.ts';
import { hasDarkLines } from './has-dark-lines.ts';
import { isGif, isRaster } from './is-raster.ts';
import { loadSharp } from './load-sharp.ts';

/** The form that a picture is converted to. */
export interface PictureRequest {
  /** The width in pixels. A picture that is narrower keeps its width. */
  readonly width: number;
  /**
   * If there is a height, the picture is cut to this shape: around its focus, or else around its most striking
   * part.
   */
  readonly height?: number;
  /** The part to show, and its focus. Without it, the full picture. */
  readonly framing?: Framing;
  /**
   * `mail`: PNG, JPEG or GIF, whichever suits the picture; a photograph in a PNG file becomes a JPEG. `webp`:
   * for the web. `card`: a JPEG of exactly this width and height.
   */
  readonly form: 'mail' | 'webp' | 'card';
  /**
   * The colour to put behind a transparent picture with dark lines, which nobody would see in dark mode.
   * Without it, a transparent picture stays transparent.
   */
  readonly ground?: string;
}

export interface EncodedPicture {
  readonly bytes: Uint8Array;
  /** The file name extension. */
  readonly type: string;
  readonly width: number;
  readonly height: number;
  /** The colour that was put behind the picture, if any. */
  readonly ground?: string;
}

/**
 * Decodes a picture once and encodes it in these forms and sizes, in this process. Rejects with the error of
 * sharp if the picture cannot be decoded.
 */
export async function encodePictures(
  original: Uint8Array,
  requests: readonly PictureRequest[],
): Promise<EncodedPicture[]> {
  const encode = async (request: PictureRequest): Promise<EncodedPicture> => {
    const isMail = request.form === 'mail';
    const canMove = isMail && request.height === undefined && isGif(original);
    const moving = canMove ? await encodeAnimation(original, request) : undefined;
    // A drawing that is made smaller has more colours at its edges, and its PNG is nearly twice as large.
    const isExact = isMail && !isRaster(original);
    return moving ?? encodePicture(await decodeOnce(original, request, isExact), request);
  };
  return Promise.all(requests.map(encode));
}

async function encodePicture(
  { pixels, width: ownWidth, height: ownHeight, channels, format }: DecodedPicture,
  { width, height, form, ground, framing = {} }: PictureRequest,
): Promise<EncodedPicture> {
  const sharp = await loadSharp();
  const isDrawing = format === 'svg';
  const own = { width: ownWidth, height: ownHeight };
  const source = sharp(pixels, { raw: { ...own, channels } });
  const cut = (size: { width: number; height?: number }, canEnlarge: boolean): Sharp => {
    const focus = focusWithin(framing);
    const withoutEnlargement = !canEnlarge;
    if (focus === undefined || size.height === undefined)
      return source.resize({ ...size, position: 'attention', withoutEnlargement });
    const area = areaAround(focus, own, { width: size.width, height: size.height });
    return source.extract(area).resize({ ...size, fit: 'fill', withoutEnlargement });
  };
  if (form === 'card') {
    const card = encoders.card(
      cut({ width, height: height ?? width }, true).flatten({ background: '#ffffff' }),
      isDrawing,
    );
    const { data, info } = await card.toBuffer({ resolveWithObject: true });
    return { bytes: data, type: 'jpg', width: info.width, height: info.height };
  }
  const resized = cut(height === undefined ? { width } : within(own, width, height), false);
  const isTransparent = channels % 2 === 0;
  const behind = isTransparent && ground !== undefined && hasDarkLines(pixels, channels) ? { ground } : {};
  const sized = behind.ground ? resized.flatten({ background: behind.ground }) : resized;
  const type = form !== 'mail' ? form : isDrawing || isTransparent || format === 'png' ? 'png' : 'jpg';
  const { data, info } = await encoders[type](sized, isDrawing).toBuffer({ resolveWithObject: true });
  const made = { width: info.width, height: info.height, ...behind };
  const isPhotograph = type === 'png' && !isDrawing && !isTransparent && data.length >= heavyPng;
  const photograph = isPhotograph ? await asPhotograph(data) : undefined;
  return photograph ? { bytes: photograph, type: 'jpg', ...made } : { bytes: data, type, ...made };
}

/** Encodes an animation as a GIF; undefined if the picture does not move. */
async function encodeAnimation(
  original: Uint8Array,
  { width, framing }: PictureRequest,
): Promise<EncodedPicture | undefined> {
  const sharp = await loadSharp();
  const { pages = 1, ...own } = await sharp(original).metadata();
  if (pages === 1) return undefined;
  const moving = sharp(original, { animated: true, limitInputPixels: mostPixels });
  if (framing?.crop) moving.extract(areaOf(framing.crop, own));
  const sized = moving.resize({ width, withoutEnlargement: true }).gif();
  const { data, info } = await sized.toBuffer({ resolveWithObject: true });
  return { bytes: data, type: 'gif', width: info.width, height: info.pageHeight ?? info.height };
}

/** The largest size with this shape that fits into a picture. */
function within(own: { width: number; height: number }, width: number, height: number) {
  const scale = Math.min(1, own.width / width, own.height / height);
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** A size in bytes. Smaller PNG files stay PNG. */
const heavyPng = 100_000;

/** Converts an opaque PNG to JPEG if that halves its size. Only photographs shrink that much. */
async function asPhotograph(png: Uint8Array): Promise<Uint8Array | undefined> {
  const sharp = await loadSharp();
  const jpeg = await encoders.jpg(sharp(png), false).toBuffer();
  return jpeg.length < png.length / 2 ? jpeg : undefined;
}

type Encoder = (picture: Sharp, isDrawing: boolean) => Sharp;

const encoders: Record<'png' | 'jpg' | 'card' | 'webp', Encoder> = {
  // A drawing has few colours, so a palette halves its size. Dithering is off: with it, one in a hundred
  // concurrent conversions gives different bytes.
  png: (picture, isDrawing) => picture.png({ compressionLevel: 9, palette: isDrawing, effort: 1, dither: 0 }),
  jpg: (picture) => picture.jpeg({ quality: 82, mozjpeg: true }),
  // mozjpeg would take five times as long to save a tenth of the size, and networks encode a card again
  // anyway.
  card: (picture) => picture.jpeg({ quality: 82 }),
  // At the same quality, a photograph is a quarter to a third smaller than as JPEG. AVIF would save another
  // tenth to a sixth, and take twice as long. More effort takes twice as long and saves five percent.
  webp: (picture, isDrawing) => picture.webp({ quality: isDrawing ? 88 : 80, effort: isDrawing ? 2 : 4 }),
};
