import { day, hour, minute } from './durations.ts';

const units = { m: minute, h: hour, d: day, w: 7 * day };

/**
 * Parses a duration such as 90m, 48h, 2d or 1w, or one in ISO 8601 (P2D, PT48H), to milliseconds. Undefined
 * for anything else.
 */
export function parseDuration(text: string): number | undefined {
  const short = /^(\d+)([mhdw])$/.exec(text);
  if (short) return Number(short[1]) * units[short[2] as keyof typeof units];
  const iso = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/.exec(text);
  if (!iso || !/\d/.test(text)) return undefined;
  const [w = 0, d = 0, h = 0, m = 0] = iso.slice(1).map((part) => Number(part ?? 0));
  return w * units.w + d * units.d + h * units.h + m * units.m;
}
