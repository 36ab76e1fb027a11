import type { Crop, FocalPoint } from '../content/framing.ts';

/** A size in pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** An area of a picture in pixels. */
export interface Area extends Size {
  readonly left: number;
  readonly top: number;
}

/** The area that a crop leaves: at least one pixel. */
export function areaOf({ top, right, bottom, left }: Crop, own: Size): Area {
  const x = span(left, right, own.width);
  const y = span(top, bottom, own.height);
  return { left: x.start, top: y.start, width: x.length, height: y.length };
}

/** The pixels that are left of a side when so many percent are cut off at its start and its end. */
function span(start: number, end: number, length: number): { start: number; length: number } {
  const first = Math.min(length - 1, Math.round((length * start) / 100));
  const last = Math.max(first + 1, Math.round((length * (100 - end)) / 100));
  return { start: first, length: last - first };
}

/**
 * The largest area with the shape of a size. The point, in percent of the picture, is as near to its middle as
 * the edges of the picture allow.
 */
export function areaAround({ x, y }: FocalPoint, own: Size, shape: Size): Area {
  const scale = Math.min(own.width / shape.width, own.height / shape.height);
  const width = Math.min(own.width, Math.max(1, Math.round(shape.width * scale)));
  const height = Math.min(own.height, Math.max(1, Math.round(shape.height * scale)));
  const start = (at: number, length: number, part: number) =>
    Math.min(length - part, Math.max(0, Math.round((length * at) / 100 - part / 2)));
  return { left: start(x, own.width, width), top: start(y, own.height, height), width, height };
}
