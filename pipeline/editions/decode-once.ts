import { cropText } from '../content/framing.ts';
import { type DecodedPicture, decodePicture, type NeededSize, widest } from './decode-picture.ts';

/**
 * Decodes a picture once for all files that are made from it, as long as it is one of the latest. If
 * `isExact`, the picture is as large as needed and no larger. Rejects if the picture cannot be decoded.
 */
export async function decodeOnce(
  original: Uint8Array,
  needed: NeededSize,
  isExact: boolean,
): Promise<DecodedPicture> {
  const { width, height = 0, framing = {} } = needed;
  const crop = cropText(framing);
  const exact = () => decodeAs(`${width} ${height} ${crop}`, original, { width, height, framing });
  if (isExact) return exact();
  const usual = await decodeAs(`usual ${crop}`, original, { width: widest, framing });
  // A narrower picture has all the pixels of its original.
  const isEnough = (usual.width >= width && usual.height >= height) || usual.width < widest;
  return isEnough ? usual : exact();
}

/** The decoded sizes of each picture. */
const decoded = new WeakMap<Uint8Array, Map<string, Promise<DecodedPicture>>>();

/** The latest pictures, the latest last. */
const latest: WeakRef<Uint8Array>[] = [];

/** A picture takes four to eight megabytes. While an issue is rendered, only its own pictures are needed. */
const most = 8;

function decodeAs(name: string, original: Uint8Array, needed: NeededSize): Promise<DecodedPicture> {
  const sizes = decoded.get(original) ?? remember(original);
  const known = sizes.get(name) ?? decodePicture(original, needed);
  sizes.set(name, known);
  return known;
}

function remember(original: Uint8Array): Map<string, Promise<DecodedPicture>> {
  const sizes = new Map<string, Promise<DecodedPicture>>();
  decoded.set(original, sizes);
  latest.push(new WeakRef(original));
  const oldest = latest.length > most ? latest.shift()?.deref() : undefined;
  if (oldest) decoded.delete(oldest);
  return sizes;
}
