interface WithTextInfo {
  getTextInfo(): { direction: 'ltr' | 'rtl' };
}

/** The direction that a language is written in. */
export function direction(locale: string): 'ltr' | 'rtl' {
  return (new Intl.Locale(locale) as unknown as WithTextInfo).getTextInfo().direction;
}

/** A language's name in itself: "Nederlands". */
export function nativeName(locale: string): string {
  const name = new Intl.DisplayNames(locale, { type: 'language' }).of(locale) ?? locale;
  return name.charAt(0).toLocaleUpperCase(locale) + name.slice(1);
}
