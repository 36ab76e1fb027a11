import type { FieldInput } from '../../protocol/write.ts';

/** The part of a picture that is shown. All values are in percent of the full picture. */
export interface CropBox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export type Side = 'top' | 'right' | 'bottom' | 'left';

export const sides: readonly Side[] = ['top', 'right', 'bottom', 'left'];

export const wholeBox: CropBox = { left: 0, top: 0, width: 100, height: 100 };

/** The smallest width and height of the part. */
const smallest = 5;

const within = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));
const rounded = (value: number) => Math.round(value * 10) / 10;

/** How much the box cuts off on a side. */
export function cutOff(box: CropBox, side: Side): number {
  const { left, top, width, height } = box;
  return rounded({ top, left, right: 100 - left - width, bottom: 100 - top - height }[side]);
}

/** The box of a field; the full picture if the field is not set or invalid. */
export function boxOf(value: unknown): CropBox {
  const given = (value ?? {}) as Readonly<Record<string, unknown>>;
  const [top = 0, right = 0, bottom = 0, left = 0] = sides.map((side) => percentOf(given[side]) ?? 0);
  const box = { left, top, width: 100 - left - right, height: 100 - top - bottom };
  return box.width > 0 && box.height > 0 ? box : wholeBox;
}

/** The field of a box; undefined for the full picture. */
export function cropOf(box: CropBox): FieldInput | undefined {
  const cut = sides.filter((side) => cutOff(box, side) > 0);
  if (cut.length === 0) return undefined;
  return Object.fromEntries(cut.map((side) => [side, `${cutOff(box, side)}%`]));
}

export function pointOf(value: unknown): Point | undefined {
  const given = (value ?? {}) as Readonly<Record<string, unknown>>;
  const [x, y] = [percentOf(given['x']), percentOf(given['y'])];
  return x === undefined || y === undefined ? undefined : { x, y };
}

export function focusOf(point: Point | undefined): FieldInput | undefined {
  return point && { x: `${rounded(point.x)}%`, y: `${rounded(point.y)}%` };
}

function percentOf(value: unknown): number | undefined {
  const number = typeof value === 'string' ? Number.parseFloat(value) : Number.NaN;
  return Number.isNaN(number) ? undefined : within(number, 0, 100);
}

/** Moves the box inside the picture. */
export function moveBox(box: CropBox, x: number, y: number): CropBox {
  const left = rounded(within(box.left + x, 0, 100 - box.width));
  const top = rounded(within(box.top + y, 0, 100 - box.height));
  return { ...box, left, top };
}

/** Moves a side of the box to a distance from the same side of the picture. */
export function moveSide(box: CropBox, side: Side, distance: number): CropBox {
  const cut = Object.fromEntries(sides.map((each) => [each, cutOff(box, each)])) as Record<Side, number>;
  const opposite = ({ top: 'bottom', bottom: 'top', left: 'right', right: 'left' } as const)[side];
  cut[side] = rounded(within(distance, 0, 100 - smallest - cut[opposite]));
  return {
    left: cut.left,
    top: cut.top,
    width: 100 - cut.left - cut.right,
    height: 100 - cut.top - cut.bottom,
  };
}

/**
 * Gives the box the shape that was chosen, after one of its sides has moved. `shape` is the width in percent
 * divided by the height in percent. The side opposite to the one that moved stays.
 */
export function keepShape(box: CropBox, shape: number, moved: Side): CropBox {
  const isAcross = moved === 'left' || moved === 'right';
  let { width, height } = isAcross
    ? { width: box.width, height: box.width / shape }
    : { width: box.height * shape, height: box.height };
  const scale = Math.min(1, 100 / width, 100 / height);
  [width, height] = [width * scale, height * scale];
  const left = moved === 'left' ? box.left + box.width - width : box.left;
  const top = moved === 'top' ? box.top + box.height - height : box.top;
  return { left: within(left, 0, 100 - width), top: within(top, 0, 100 - height), width, height };
}

/** The largest box of a shape, with its middle as near to a point as possible. */
export function largestBox(shape: number, { x, y }: Point): CropBox {
  const [width, height] = shape >= 1 ? [100, 100 / shape] : [100 * shape, 100];
  return moveBox({ left: 0, top: 0, width, height }, x - width / 2, y - height / 2);
}

export const middleOf = ({ left, top, width, height }: CropBox): Point => ({
  x: left + width / 2,
  y: top + height / 2,
});

/** The point, or the nearest one that the box shows. */
export function pointIn({ x, y }: Point, { left, top, width, height }: CropBox): Point {
  return { x: rounded(within(x, left, left + width)), y: rounded(within(y, top, top + height)) };
}
