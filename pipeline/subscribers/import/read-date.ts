/**
 * Converts a date from a list to milliseconds since 1970; undefined when it is not a date. The default zone
 * is UTC. It accepts ISO 8601 with or without a time; day, month and year separated by `-`, `/` or `.` (the
 * month comes first only where no other reading is possible); a month's name; and a spreadsheet's day number.
 */
export function readDate(text: string): number | undefined {
  const [, date = '', time = ''] =
    /^(\S+?|\d+\.? .+? \d{4})(?:,?[ T]+(\d{1,2}:.*))?$/.exec(text.trim()) ?? [];
  const [day, clock] = [readDay(date), readClock(time)];
  if (day !== undefined && clock !== undefined) return day + clock;
  // `Date` parses dates with a zone, and dates as programs print them.
  const moment = /\d{4}/.test(text) && /[a-z]|[+-]\d\d:?\d\d$/i.test(text) ? Date.parse(text) : Number.NaN;
  return isPlausible(moment) ? moment : undefined;
}

const dayLength = 24 * 60 * 60 * 1000;

function readDay(text: string): number | undefined {
  const [, y, m, d] = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(text) ?? [];
  if (y !== undefined) return dayOf(Number(y), Number(m), Number(d));
  const [, first, second, year] = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d\d)$/.exec(text) ?? [];
  if (year !== undefined) {
    const whole = year.length === 2 ? 2000 + Number(year) : Number(year);
    return dayOf(whole, Number(second), Number(first)) ?? dayOf(whole, Number(first), Number(second));
  }
  const [, named, month = '', of] =
    /^(\d{1,2})\.? (?:de )?(\p{L}{3,})\.?,? (?:de )?(\d{4})$/u.exec(text) ?? [];
  if (of !== undefined) return dayOf(Number(of), monthNumber(month), Number(named));
  // Excel counts days from the end of 1899.
  const serial = /^[234]\d{4}(?:[.,]\d+)?$/.test(text) ? Number(text.replace(',', '.')) : Number.NaN;
  return Number.isNaN(serial) ? undefined : Math.round((serial - 25_569) * dayLength);
}

function dayOf(year: number, month: number, day: number): number | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  const isDay = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isDay && isPlausible(date.getTime()) ? date.getTime() : undefined;
}

/** Milliseconds since midnight; 0 without a time. */
function readClock(text: string): number | undefined {
  if (text === '') return 0;
  const match = /^(\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d+)?)?\s*(Z|UTC|[ap]\.?m\.?)?$/i.exec(text);
  if (match === null) return undefined;
  const [, hours, minutes, seconds = '0', mark = ''] = match;
  const isAfternoon = /^p/i.test(mark);
  const hour = /^[ap]/i.test(mark) ? (Number(hours) % 12) + (isAfternoon ? 12 : 0) : Number(hours);
  return ((hour * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
}

/** 1 to 12, by the first letters of a month's name, in any language with month names derived from Latin. */
function monthNumber(name: string): number {
  const plain = name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return 1 + monthBeginnings.findIndex((beginning) => beginning.test(plain));
}

const monthBeginnings = [
  /^(jan|ene)/,
  /^(feb|fev)/,
  /^(mar(?!$)|mrt|maa|mar$|mrz)/,
  /^(apr|avr|abr)/,
  /^(mei|mai|may)/,
  /^(jun|juin)/,
  /^(jul|juil)/,
  /^(aug|aou|ago)/,
  /^sep/,
  /^(oct|okt)/,
  /^nov/,
  /^(dec|dez|dic)/,
];

/** A consent from before email existed, or from the far future, is a mistake. */
const isPlausible = (moment: number) => moment > Date.UTC(1980, 0, 1) && moment < Date.UTC(2100, 0, 1);
