/** Whether a text is a day that the calendar has: year-month-day. */
export function isDate(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)?.map(Number) ?? [];
  if (year === undefined || month === undefined || day === undefined) return false;
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

const momentForm =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)(Z|[+-]\d{2}:?\d{2})?)?$/;

/**
 * A moment as milliseconds since 1970, or undefined when it is none. Without an offset it is meant in the time
 * zone; a day alone is its first minute. When clocks are put back, the first of the two hours is meant; what they
 * skip is as long after midnight as it says.
 */
export function parseMoment(text: string, timeZone: string): number | undefined {
  const [, date, time = '00:00', offset] = momentForm.exec(text) ?? [];
  if (date === undefined || !isDate(date)) return undefined;
  const instant = Date.parse(`${date}T${time}${offset ?? 'Z'}`);
  if (Number.isNaN(instant)) return undefined;
  return offset === undefined ? instant - zoneOffset(instant, timeZone) : instant;
}

const day = 86_400_000;

/** The zone's offset for what a clock on its walls shows, in milliseconds. */
function zoneOffset(wallClock: number, timeZone: string): number {
  const [before, after] = [offsetAt(wallClock - day, timeZone), offsetAt(wallClock + day, timeZone)];
  const holds = [before, after].find((offset) => offsetAt(wallClock - offset, timeZone) === offset);
  return holds ?? before;
}

function offsetAt(instant: number, timeZone: string): number {
  const format = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
  const zone = format.formatToParts(instant).find((part) => part.type === 'timeZoneName')?.value ?? '';
  const [, sign, hours = 0, minutes = 0] = /([+-])(\d{2}):(\d{2})/.exec(zone) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

const units = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** A span such as 90m, 48h, 2d or 1w, or in ISO 8601 (P2D, PT48H), in milliseconds; undefined when it is none. */
export function parseDuration(text: string): number | undefined {
  const short = /^(\d+)([mhdw])$/.exec(text);
  if (short) return Number(short[1]) * units[short[2] as keyof typeof units];
  const iso = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/.exec(text);
  if (!iso || !/\d/.test(text)) return undefined;
  const [w = 0, d = 0, h = 0, m = 0] = iso.slice(1).map((part) => Number(part ?? 0));
  return w * units.w + d * units.d + h * units.h + m * units.m;
}
