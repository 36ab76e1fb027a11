const png = '\x89PNG';
const gif = 'GIF8';

/** The first bytes of files with pixels. A file with none of these signatures may be an SVG. */
const rasters = [png, gif, '\xff\xd8\xff', 'RIFF', 'II*\0', 'MM\0*'];

/** Whether a file has pixels, and is not a drawing. */
export function isRaster(original: Uint8Array): boolean {
  // AVIF and HEIF have their signature after four bytes.
  return rasters.some((mark) => startsWith(original, mark)) || startsWith(original.subarray(4), 'ftyp');
}

export function isPng(original: Uint8Array): boolean {
  return startsWith(original, png);
}

export function isGif(original: Uint8Array): boolean {
  return startsWith(original, gif);
}

function startsWith(bytes: Uint8Array, mark: string): boolean {
  return Buffer.from(bytes.subarray(0, mark.length)).toString('latin1') === mark;
}
