import type { Sharp } from 'sharp';

/** The form that a picture is converted to. */
export interface PictureRequest {
  /** The width in pixels. A picture that is narrower keeps its width. */
  readonly width: number;
  /** If there is a height, the picture is cropped to this shape around its most striking part. */
  readonly height?: number;
  /**
   * `mail`: PNG, JPEG or GIF, whichever suits the picture; a photograph in a PNG file becomes a JPEG. `webp`
   * and `avif`: for the web. `card`: a JPEG of exactly this width and height.
   */
  readonly form: 'mail' | 'webp' | 'avif' | 'card';
}

export interface EncodedPicture {
  readonly bytes: Uint8Array;
  /** The file name extension. */
  readonly type: string;
  readonly width: number;
  readonly height: number;
}

/** Decoding a photograph of 100 megapixels takes 400 MB. No newsletter needs a larger one. */
const mostPixels = 100_000_000;

/**
 * The highest density (dots per inch) at which sharp draws an SVG. It is enough for a drawing that is one
 * unit wide.
 */
const densest = 100_000;

/** Decodes and encodes a picture in this process. Rejects with the error of sharp if it cannot be decoded. */
export async function encodePicture(
  original: Uint8Array,
  { width, height, form }: PictureRequest,
): Promise<EncodedPicture> {
  const { default: sharp } = await import('sharp');
  const facts = await sharp(original).metadata();
  const { format, width: ownWidth = width, height: ownHeight = 1, hasAlpha, pages = 1 } = facts;
  const isDrawing = format === 'svg';
  // A crop of an animation shows only the first frame, because the most striking part differs from frame to
  // frame.
  const isMoving = format === 'gif' && pages > 1 && form !== 'card' && height === undefined;
  // The size given in an SVG does not matter: sharp draws it at the size that readers see.
  const scale = Math.max(width / ownWidth, (height ?? 0) / ownHeight);
  const density = Math.min(densest, Math.max(72, 72 * scale));
  const source = sharp(original, {
    ...(isDrawing && { density }),
    animated: isMoving,
    limitInputPixels: mostPixels,
  });
  if (form === 'card') {
    const crop = source.autoOrient().resize({ width, height: height ?? width, position: 'attention' });
    const card = encoders.card(crop.flatten({ background: '#ffffff' }), isDrawing);
    const { data, info } = await card.toBuffer({ resolveWithObject: true });
    return { bytes: data, type: 'jpg', width: info.width, height: info.height };
  }
  const size =
    height === undefined || isDrawing ? { width, height } : within(facts.autoOrient, width, height);
  const crop = height === undefined ? {} : { position: 'attention' };
  const sized = source.autoOrient().resize({ ...size, ...crop, withoutEnlargement: true });
  const flat = isDrawing || hasAlpha || format === 'png';
  const type = form === 'mail' ? (isMoving ? 'gif' : flat ? 'png' : 'jpg') : form;
  const { data, info } = await encoders[type](sized, isDrawing).toBuffer({ resolveWithObject: true });
  const made = { width: info.width, height: info.pageHeight ?? info.height };
  const photograph = form === 'mail' && type === 'png' && !isDrawing ? await asPhotograph(data) : undefined;
  return photograph ? { bytes: photograph, type: 'jpg', ...made } : { bytes: data, type, ...made };
}

/** The largest size with this shape that fits into a picture. */
function within(own: { width: number; height: number }, width: number, height: number) {
  const scale = Math.min(1, own.width / width, own.height / height);
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** A size in bytes. Smaller PNG files stay PNG. */
const heavyPng = 100_000;

/**
 * Converts a PNG to JPEG if it has no transparency and the JPEG is less than half the size. Only photographs
 * shrink that much.
 */
async function asPhotograph(png: Uint8Array): Promise<Uint8Array | undefined> {
  if (png.length < heavyPng) return undefined;
  const { default: sharp } = await import('sharp');
  const { isOpaque } = await sharp(png).stats();
  if (!isOpaque) return undefined;
  const jpeg = await encoders.jpg(sharp(png), false).toBuffer();
  return jpeg.length < png.length / 2 ? jpeg : undefined;
}

type Encoder = (picture: Sharp, isDrawing: boolean) => Sharp;

const encoders: Record<'gif' | 'png' | 'jpg' | 'card' | 'webp' | 'avif', Encoder> = {
  gif: (picture) => picture.gif(),
  // A drawing has few colours, so a palette halves its size. Dithering is off: with it, one in a hundred
  // concurrent conversions gives different bytes.
  png: (picture, isDrawing) => picture.png({ compressionLevel: 9, palette: isDrawing, effort: 4, dither: 0 }),
  jpg: (picture) => picture.jpeg({ quality: 82, mozjpeg: true }),
  // mozjpeg would take five times as long to save a tenth of the size, and networks encode a card again
  // anyway.
  card: (picture) => picture.jpeg({ quality: 82 }),
  // More effort takes five times as long and saves only five percent.
  webp: (picture, isDrawing) => picture.webp({ quality: isDrawing ? 88 : 80, effort: isDrawing ? 2 : 4 }),
  avif: (picture) => picture.avif({ quality: 55, effort: 3 }),
};
