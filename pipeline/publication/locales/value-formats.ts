type Options = Readonly<Record<string, unknown>>;

/** The formats of placeholders. They throw if Intl rejects a value. */
const formats: Readonly<Record<string, (value: unknown, locale: string, options: Options) => string>> = {
  date: formatDate,
  number: (value, locale, options) => numberFormat(locale, options).format(Number(value)),
  list: (value, locale, options) => listFormat(locale, options).format(value as string[]),
};

/** A value for each format, to test options with. */
const samples: Readonly<Record<string, unknown>> = { date: '2026-03-09', number: 12.5, list: ['a', 'b'] };

/**
 * Formats a date (year-month-day) for a language. It is a calendar date, so no time zone can shift it.
 * `first` is the language's form for the first day of a month where CLDR has a plain 1, such as the French
 * `1er`. `noBreak` keeps the day and the month on one line.
 */
function formatDate(value: unknown, locale: string, options: Options): string {
  const { first, noBreak, ...given } = options;
  const style = Object.keys(given).length > 0 ? given : { dateStyle: 'long' };
  const format = dateFormat(locale, style);
  const day = new Date(`${value}T00:00:00Z`);
  const isFirst = first !== undefined && day.getUTCDate() === 1;
  if (!isFirst && noBreak !== true) return format.format(day);
  const parts = format.formatToParts(day);
  const write = ({ type, value: part }: Intl.DateTimeFormatPart, at: number) => {
    if (type === 'day' && isFirst) return String(first);
    return noBreak === true && joinsDayAndMonth(parts, at) ? part.replaceAll(' ', '\u00a0') : part;
  };
  return parts.map(write).join('');
}

/** Whether a part separates a day from its month, in either order: " ", ". ", " de ". */
function joinsDayAndMonth(parts: readonly Intl.DateTimeFormatPart[], at: number): boolean {
  const beside = [parts[at - 1]?.type, parts[at + 1]?.type];
  return parts[at]?.type === 'literal' && beside.includes('day') && beside.includes('month');
}

const dateFormat = keepFormats(
  (locale, style) =>
    new Intl.DateTimeFormat(locale, { ...style, timeZone: 'UTC' } as Intl.DateTimeFormatOptions),
);
const numberFormat = keepFormats((locale, options) => new Intl.NumberFormat(locale, options));
const listFormat = keepFormats((locale, options) => new Intl.ListFormat(locale, options));

/**
 * Keeps the formatters, because creating one takes a hundred times as long as using it, and a page may list a
 * thousand dates. There are at most as many formatters as formats in the locale files.
 */
function keepFormats<Format>(create: (locale: string, options: Options) => Format) {
  const kept = new Map<string, Format>();
  return (locale: string, options: Options): Format => {
    const key = JSON.stringify([locale, options]);
    const format = kept.get(key) ?? create(locale, options);
    kept.set(key, format);
    return format;
  };
}

/** Formats a value in the way that a placeholder names: `date(dateStyle: full)`. */
export function formatValue(value: unknown, format: string, locale: string): string {
  const { name, options } = parseFormat(format);
  const write = Object.hasOwn(formats, name) ? formats[name] : undefined;
  if (write === undefined) throw new RangeError(`There is no format "${format}".`);
  return write(value, locale, options);
}

/** Why a format cannot be used in a language; undefined if it can. */
export function refuseFormat(format: string, locale: string): string | undefined {
  const { name } = parseFormat(format);
  if (!Object.hasOwn(formats, name)) return `there is no format "${name || format}"`;
  try {
    formatValue(samples[name], format, locale);
    return undefined;
  } catch (error) {
    if (error instanceof RangeError) return `Intl rejects an option: ${error.message}`;
    throw error;
  }
}

/** Parses options in the notation of i18next: `date(dateStyle: full; calendar: gregory)`. */
function parseFormat(format: string): ParsedFormat {
  const known = parsedFormats.get(format);
  if (known !== undefined) return known;
  const [, name = '', text = ''] = /^\s*(\w+)\s*(?:\(([^()]*)\))?\s*$/.exec(format) ?? [];
  const pairs = text.split(';').filter((pair) => pair.trim() !== '');
  const options = pairs.map((pair): [string, unknown] => {
    const [option = '', value = ''] = pair.split(':').map((part) => part.trim());
    if (value === 'true' || value === 'false') return [option, value === 'true'];
    return [option, /^\d+$/.test(value) ? Number(value) : value];
  });
  const parsed = { name, options: Object.fromEntries(options) };
  parsedFormats.set(format, parsed);
  return parsed;
}

interface ParsedFormat {
  readonly name: string;
  readonly options: Options;
}

/** Parsed formats. There are only as many as the locale files contain. */
const parsedFormats = new Map<string, ParsedFormat>();
