/** How much of a picture is cut off on each side, in percent of its width or height. */
export interface Crop {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

/** A point, in percent of the width from the left and of the height from the top. */
export interface FocalPoint {
  readonly x: number;
  readonly y: number;
}

/** How a picture is cut. Both values are in percent of the full picture. */
export interface Framing {
  /** The part that is shown; undefined for the full picture. */
  readonly crop?: Crop | undefined;
  /** The point that stays visible where the part is cut to another shape. */
  readonly focus?: FocalPoint | undefined;
}

/** Whether the focus is in the part that is shown. */
export function isShown({ x, y }: FocalPoint, { top, right, bottom, left }: Crop): boolean {
  return x >= left && x <= 100 - right && y >= top && y <= 100 - bottom;
}

/** The focus in percent of the part that is shown. Outside of it, the nearest point of its edge. */
export function focusWithin({ crop, focus }: Framing): FocalPoint | undefined {
  if (crop === undefined || focus === undefined) return focus;
  const { top, right, bottom, left } = crop;
  const within = (at: number, start: number, end: number) =>
    Math.min(100, Math.max(0, ((at - start) / (100 - start - end)) * 100));
  return { x: within(focus.x, left, right), y: within(focus.y, top, bottom) };
}

/** A text that differs for different crops, and is empty without one. */
export function cropText({ crop }: Framing): string {
  return crop === undefined ? '' : `crop ${crop.top} ${crop.right} ${crop.bottom} ${crop.left}`;
}

/** A text that differs for different focal points, and is empty without one. */
export function focusText({ focus }: Framing): string {
  return focus === undefined ? '' : `focus ${focus.x} ${focus.y}`;
}
