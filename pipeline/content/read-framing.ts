import { roleOf, type Shape, subjectOf } from './blocks/fields.ts';
import type { Crop, FocalPoint, Framing } from './framing.ts';

/** The framing of the picture in a field, from the fields of its block that describe it. Ignores invalid values. */
export function readFraming(shape: Shape, picture: string, values: object): Framing {
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
