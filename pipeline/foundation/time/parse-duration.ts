const units = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** A span such as 90m, 48h, 2d or 1w, or in ISO 8601 (P2D, PT48H), in milliseconds; undefined when it is not one. */
export function parseDuration(text: string): number | undefined {
  const short = /^(\d+)([mhdw])$/.exec(text);
  if (short) return Number(short[1]) * units[short[2] as keyof typeof units];
  const iso = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/.exec(text);
  if (!iso || !/\d/.test(text)) return undefined;
  const [w = 0, d = 0, h = 0, m = 0] = iso.slice(1).map((part) => Number(part ?? 0));
  return w * units.w + d * units.d + h * units.h + m * units.m;
}
