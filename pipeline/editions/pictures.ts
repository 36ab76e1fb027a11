import { createHash } from 'node:crypto';
import type { Sharp } from 'sharp';
import type { Files } from '../files/files.ts';
import type { Place } from '../problems/place.ts';
import type { Report } from '../problems/report.ts';

/** A picture as mail and the archive show it. */
export interface Picture {
  /** Its path below the public address. It holds a hash of the picture, so that it never changes its content. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** In pixels of the file. */
  readonly width: number;
  readonly height: number;
}

/** Twice the width of the sheet: sharp on dense screens, and no larger than it needs to be. */
const widest = 1200;

/** A photograph of 100 megapixels takes 400 MB to decode; a file that claims more is no picture for a newsletter. */
const mostPixels = 100_000_000;

/**
 * Prepares pictures for mail, which shows neither SVG nor modern formats reliably: PNG for drawings and what is
 * transparent, JPEG for photographs, GIF for what moves. `assets` are paths within the publication, each with
 * the place that names it: what cannot be read is reported there.
 */
export async function preparePictures(
  files: Files,
  assets: ReadonlyMap<string, Place>,
  report: Report,
): Promise<ReadonlyMap<string, Picture>> {
  const pictures = new Map<string, Picture>();
  for (const [asset, place] of assets) {
    const name = asset.slice(asset.lastIndexOf('/') + 1);
    try {
      const bytes = await files.read(asset);
      if (bytes === undefined) report.add('asset-missing', { asset: name }, place);
      else pictures.set(asset, await convert(bytes, asset));
    } catch (cause) {
      // The file system has a code; sharp tells what it cannot decode in its message's first line.
      const { code, message } = cause as NodeJS.ErrnoException;
      const reason = code ?? message.split('\n')[0] ?? '';
      report.add('asset-unreadable', { asset: name, reason }, place, { cause });
    }
  }
  return pictures;
}

async function convert(input: Uint8Array, asset: string): Promise<Picture> {
  const { default: sharp } = await import('sharp');
  const { format, width = widest, hasAlpha, pages = 1 } = await sharp(input).metadata();
  const isDrawing = format === 'svg';
  const isMoving = format === 'gif' && pages > 1;
  // A drawing has no size of its own that would matter: it is drawn at the size that is shown.
  const density = Math.min(2400, Math.max(72, (72 * widest) / width));
  const source = sharp(input, {
    ...(isDrawing && { density }),
    animated: isMoving,
    limitInputPixels: mostPixels,
  });
  const sized = source.autoOrient().resize({ width: widest, withoutEnlargement: true });
  const type = isMoving ? 'gif' : isDrawing || hasAlpha || format === 'png' ? 'png' : 'jpg';
  const { data, info } = await encoders[type](sized, isDrawing).toBuffer({ resolveWithObject: true });
  const hash = createHash('sha256').update(data).digest('hex').slice(0, 10);
  const path = `pictures/${picturePath(asset)}-${hash}.${type}`;
  return { path, bytes: data, width: info.width, height: info.pageHeight ?? info.height };
}

const encoders: Record<'gif' | 'png' | 'jpg', (picture: Sharp, isDrawing: boolean) => Sharp> = {
  gif: (picture) => picture.gif(),
  // A drawing has few colours: a palette makes it a third of the size.
  png: (picture, palette) => picture.png({ compressionLevel: 9, palette, effort: 4 }),
  jpg: (picture) => picture.jpeg({ quality: 82, mozjpeg: true }),
};

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
