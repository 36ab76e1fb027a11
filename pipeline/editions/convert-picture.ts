import { createHash } from 'node:crypto';
import type { Sharp } from 'sharp';

/** What a picture is turned into. */
export interface PictureWish {
  /** In pixels; a picture that is narrower stays as it is. */
  readonly width: number;
  /** `mail` is PNG, JPEG or GIF, whichever fits the picture; the others are formats for the web. */
  readonly form: 'mail' | 'webp' | 'avif';
}

export interface Conversion {
  readonly bytes: Uint8Array;
  /** What its name ends with. */
  readonly type: string;
  readonly width: number;
  readonly height: number;
  /** How it was made: the same recipe and the same original give the same picture. */
  readonly recipe: string;
}

/** Keeps converted pictures. What it returns is checked: a damaged entry counts as none. */
export interface PictureCache {
  read(key: string): Promise<Uint8Array | undefined>;
  write(key: string, bytes: Uint8Array): Promise<void>;
}

export const uncached: PictureCache = { read: async () => undefined, write: async () => {} };

/** A photograph of 100 megapixels takes 400 MB to decode; a file that claims more is no picture for a newsletter. */
const mostPixels = 100_000_000;

/** The most dots per inch that sharp draws at: enough for a drawing that is one unit wide. */
const densest = 100_000;

/** Counted up when the same wish gives another picture than before. */
const version = 4;

/**
 * Converts a picture: turned upright, and without what cameras write into it. Rejects with sharp's error when it
 * cannot be decoded.
 */
export async function convertPicture(
  original: Uint8Array,
  { width, form }: PictureWish,
  cache: PictureCache,
): Promise<Conversion> {
  const recipe = `${version} ${form} ${width}`;
  const key = createHash('sha256').update(recipe).update(original).digest('hex');
  const packed = await cache.read(key);
  const kept = packed && unpack(packed);
  if (kept !== undefined) return { ...kept, recipe };
  const made = await convert(original, width, form);
  await cache.write(key, pack(made));
  return { ...made, recipe };
}

type Made = Omit<Conversion, 'recipe'>;

async function convert(original: Uint8Array, width: number, form: PictureWish['form']): Promise<Made> {
  const { default: sharp } = await import('sharp');
  const { format, width: own = width, hasAlpha, pages = 1 } = await sharp(original).metadata();
  const isDrawing = format === 'svg';
  const isMoving = format === 'gif' && pages > 1;
  // A drawing has no size of its own that would matter: it is drawn at the size that is shown.
  const density = Math.min(densest, Math.max(72, (72 * width) / own));
  const source = sharp(original, {
    ...(isDrawing && { density }),
    animated: isMoving,
    limitInputPixels: mostPixels,
  });
  const sized = source.autoOrient().resize({ width, withoutEnlargement: true });
  const flat = isDrawing || hasAlpha || format === 'png';
  const type = form === 'mail' ? (isMoving ? 'gif' : flat ? 'png' : 'jpg') : form;
  const { data, info } = await encoders[type](sized, isDrawing).toBuffer({ resolveWithObject: true });
  return { bytes: data, type, width: info.width, height: info.pageHeight ?? info.height };
}

type Encoder = (picture: Sharp, isDrawing: boolean) => Sharp;

const encoders: Record<'gif' | 'png' | 'jpg' | 'webp' | 'avif', Encoder> = {
  gif: (picture) => picture.gif(),
  // A drawing has few colours: a palette makes it less than half the size. Dithered, two that are made at the same time
  // come out otherwise once in a hundred times.
  png: (picture, isDrawing) => picture.png({ compressionLevel: 9, palette: isDrawing, effort: 4, dither: 0 }),
  jpg: (picture) => picture.jpeg({ quality: 82, mozjpeg: true }),
  // A greater effort takes five times as long for a twentieth of the size.
  webp: (picture, isDrawing) => picture.webp({ quality: isDrawing ? 88 : 80, effort: isDrawing ? 2 : 4 }),
  avif: (picture) => picture.avif({ quality: 55, effort: 3 }),
};

/** One file per picture, so that a cache never has half of it: a line of JSON about the picture, then its bytes. */
function pack({ bytes, ...facts }: Made): Uint8Array {
  return Buffer.concat([Buffer.from(`${JSON.stringify({ ...facts, sha256: sha256(bytes) })}\n`), bytes]);
}

/** Undefined for what was cut off or changed on disk: the picture is then converted again. */
function unpack(packed: Uint8Array): Made | undefined {
  const end = packed.indexOf(10);
  const bytes = packed.subarray(end + 1);
  try {
    const { sha256: expected, ...facts } = JSON.parse(Buffer.from(packed.subarray(0, end)).toString());
    return expected === sha256(bytes) ? { ...(facts as Omit<Made, 'bytes'>), bytes } : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
