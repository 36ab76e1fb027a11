import { createHash } from 'node:crypto';
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

/**
 * Prepares the pictures of an issue for mail, which shows neither SVG nor modern formats reliably: PNG for
 * drawings and what is transparent, JPEG for photographs. What cannot be read is reported where it is named.
 */
export async function preparePictures(
  files: Files,
  slug: string,
  assets: ReadonlyMap<string, Place>,
  report: Report,
): Promise<ReadonlyMap<string, Picture>> {
  const pictures = new Map<string, Picture>();
  for (const [asset, place] of assets) {
    const bytes = await files.read(asset);
    const name = asset.slice(`content/${slug}/`.length);
    if (bytes === undefined) continue;
    try {
      pictures.set(asset, await convert(bytes, name, slug));
    } catch (cause) {
      // sharp tells what it cannot decode by throwing; its first line says why.
      const reason = (cause as Error).message.split('\n')[0] ?? 'it cannot be decoded';
      report.add('asset-unreadable', { asset: name, reason }, place, { cause });
    }
  }
  return pictures;
}

async function convert(input: Uint8Array, name: string, slug: string): Promise<Picture> {
  const { default: sharp } = await import('sharp');
  const { format, width, hasAlpha, pages } = await sharp(input).metadata();
  const isSvg = format === 'svg';
  // A drawing has no size of its own that would matter: it is drawn at the size that is shown.
  const density = isSvg ? Math.min(2400, Math.max(72, (72 * widest) / (width || widest))) : undefined;
  const source = sharp(input, {
    ...(density && { density }),
    ...(format === 'gif' && { animated: true }),
    limitInputPixels: 100_000_000,
  });
  const turned = source.rotate().resize({ width: widest, withoutEnlargement: true });
  const type =
    format === 'gif' && (pages ?? 1) > 1 ? 'gif' : isSvg || hasAlpha || format === 'png' ? 'png' : 'jpg';
  const output =
    type === 'gif'
      ? turned.gif()
      : type === 'png'
        ? turned.png({ compressionLevel: 9, palette: isSvg, effort: 4 })
        : turned.jpeg({ quality: 82, mozjpeg: true });
  const { data, info } = await output.toBuffer({ resolveWithObject: true });
  const hash = createHash('sha256').update(data).digest('hex').slice(0, 10);
  const stem = name
    .replace(/\.[^.]+$/, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');
  const path = `pictures/${slug}/${stem}-${hash}.${type}`;
  return { path, bytes: data, width: info.width, height: info.pageHeight ?? info.height };
}
