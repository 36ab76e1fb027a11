import { roleOf, type Shape, subjectOf } from './blocks/fields.ts';

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

/** The framing of the picture in a field, from the fields of its block that describe it. Ignores invalid values. */
export function framingIn(shape: Shape, picture: string, values: object): Framing {
  const given = values as Readonly<Record<string, unknown>>;
  const describedBy = (role: 'crop' | 'focus') => given[framingField(shape, picture, role) ?? ''];
  const crop = readCrop(describedBy('crop'));
  const focus = readFocus(describedBy('focus'));
  return { ...(crop && { crop }), ...(focus && { focus }) };
}

/** The field that has the crop or the focus of the picture in another field. */
function framingField(shape: Shape, picture: string, role: 'crop' | 'focus'): string | undefined {
  return Object.keys(shape).find((field) => {
    const schema = shape[field];
    return schema !== undefined && roleOf(schema) === role && subjectOf(schema) === picture;
  });
}

/** The crop of a file; undefined if it cuts nothing off, leaves nothing, or is invalid. */
function readCrop(value: unknown): Crop | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const given = value as Readonly<Record<string, unknown>>;
  const [top, right, bottom, left] = ['top', 'right', 'bottom', 'left'].map((side) =>
    given[side] === undefined ? 0 : readPercent(given[side]),
  );
  if (top === undefined || right === undefined || bottom === undefined || left === undefined)
    return undefined;
  const cuts = top + right + bottom + left > 0 && top + bottom < 100 && left + right < 100;
  return cuts ? { top, right, bottom, left } : undefined;
}

function readFocus(value: unknown): FocalPoint | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const given = value as Readonly<Record<string, unknown>>;
  const [x, y] = [readPercent(given['x']), readPercent(given['y'])];
  return x === undefined || y === undefined ? undefined : { x, y };
}

/** The number of a percentage such as "12.5%"; undefined if the value is something else, or out of range. */
export function readPercent(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.endsWith('%') ? Number(value.slice(0, -1)) : Number.NaN;
  return number >= 0 && number <= 100 ? number : undefined;
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
