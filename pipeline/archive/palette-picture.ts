import { crc32, deflateSync } from 'node:zlib';

/** How much of each pixel is covered: one byte per pixel, starting at the top left. */
export interface Mask {
  readonly width: number;
  readonly height: number;
  readonly bytes: Uint8Array;
}

/** Colours as #rrggbb. */
interface PictureColours {
  readonly ground: string;
  readonly letters: string;
  readonly accent: string;
}

/** A picture with a background and two colours. */
export interface PalettePicture {
  /** Draws letters, cropped at the edges of the picture. */
  place(letters: Letters): void;
  /** Fills a rectangle with the accent colour. */
  fill(area: { left: number; top: number; width: number; height: number }): void;
  /** Encodes a copy of the picture, with these letters added, as PNG. */
  encodeWith(letters: Letters): Uint8Array;
}

/** Letters, and the position of their top left corner. */
export interface Letters {
  readonly mask: Mask;
  readonly left: number;
  readonly top: number;
}

/**
 * The number of shades between letters and background. Together with the accent colour, that makes sixteen
 * colours, which fit into four bits per pixel.
 */
const steps = 14;
const accentIndex = 15;

/** The index of the colour of a pixel, by how much of it is covered. */
const shades = Uint8Array.from({ length: 256 }, (_, covered) => Math.round((covered * steps) / 255));

/** Creates an empty picture. `size` is in pixels and must have an even width. */
export function createPalettePicture(
  size: { width: number; height: number },
  colours: PictureColours,
): PalettePicture {
  const { width, height } = size;
  // Each row of a PNG begins with the number of its filter, which is 0 for none.
  const row = 1 + width / 2;
  const rows = new Uint8Array(row * height);
  // All pictures share one buffer, to spare the garbage collector.
  const printed = new Uint8Array(rows.length);
  const entries = palette(colours);
  const print = (target: Uint8Array, { mask, left, top }: Letters) => {
    const [from, to] = [Math.max(0, -left), Math.min(mask.width, width - left)];
    for (let y = Math.max(0, -top); y < Math.min(mask.height, height - top); y++) {
      const start = (top + y) * row + 1;
      const covered = mask.bytes.subarray(y * mask.width, (y + 1) * mask.width);
      for (let x = from; x < to; x++) {
        const shade = shades[covered[x] ?? 0] ?? 0;
        if (shade !== 0) setPixel(target, start, left + x, shade);
      }
    }
  };
  return {
    place: (letters) => print(rows, letters),
    fill(area) {
      for (let y = area.top; y < area.top + area.height; y++) {
        for (let x = area.left; x < area.left + area.width; x++) setPixel(rows, y * row + 1, x, accentIndex);
      }
    },
    encodeWith(letters) {
      printed.set(rows);
      print(printed, letters);
      return encodePng(width, height, entries, printed);
    },
  };
}

/** Sets one pixel. A byte has two pixels, the left one in its high bits (PNG, section 7.2). */
function setPixel(rows: Uint8Array, start: number, x: number, index: number): void {
  const at = start + (x >> 1);
  const byte = rows[at] ?? 0;
  rows[at] = x & 1 ? (byte & 0xf0) | index : (byte & 0x0f) | (index << 4);
}

function palette({ ground, letters, accent }: PictureColours): Uint8Array {
  const [from, to] = [parseColour(ground), parseColour(letters)];
  const blends = Array.from({ length: steps + 1 }, (_, step) =>
    from.map((value, channel) => Math.round(value + (((to[channel] ?? 0) - value) * step) / steps)),
  );
  return Uint8Array.from([...blends, parseColour(accent)].flat());
}

function parseColour(colour: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
}

/**
 * A window of 8 kB is enough for twenty rows, so vertical strokes still compress well, with a quarter of the
 * memory.
 */
const compression = { level: 2, windowBits: 13, memLevel: 6 };

/**
 * Encodes a PNG (third edition, section 5) with a palette and four bits per pixel. sharp would first have to
 * count the colours, which takes ten times as long.
 */
function encodePng(width: number, height: number, colours: Uint8Array, rows: Uint8Array): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([4, 3], 8); // Bits per sample, and colour type 3 (indexed).
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('PLTE', colours),
    chunk('IDAT', deflateSync(rows, compression)),
    chunk('IEND', new Uint8Array()),
  ]);
}

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  framed.set(body, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}
