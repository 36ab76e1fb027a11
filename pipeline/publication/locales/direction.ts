interface WithTextInfo {
  getTextInfo(): { direction: 'ltr' | 'rtl' };
}

/** The writing direction of a language. */
export function direction(locale: string): 'ltr' | 'rtl' {
  const known =
    directions.get(locale) ?? (new Intl.Locale(locale) as unknown as WithTextInfo).getTextInfo().direction;
  directions.set(locale, known);
  return known;
}

/** Results are kept, because every page needs them many times and Intl is slow. */
const directions = new Map<string, 'ltr' | 'rtl'>();

/**
 * Whether the script of a language has no italics. Slanted letters are a mistake in Arabic, Hebrew or
 * Chinese, so emphasis is bold there.
 */
export function isUpright(locale: string): boolean {
  const known = upright.get(locale) ?? !slanting.has(new Intl.Locale(locale).maximize().script ?? 'Latn');
  upright.set(locale, known);
  return known;
}

const slanting = new Set(['Latn', 'Cyrl', 'Grek', 'Armn']);
const upright = new Map<string, boolean>();

/** The name of a language in that language: "Nederlands". */
export function nativeName(locale: string): string {
  const name = names.get(locale) ?? new Intl.DisplayNames(locale, { type: 'language' }).of(locale) ?? locale;
  names.set(locale, name);
  return name.charAt(0).toLocaleUpperCase(locale) + name.slice(1);
}

const names = new Map<string, string>();
