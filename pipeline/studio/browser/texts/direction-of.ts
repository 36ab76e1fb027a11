interface WithTextInfo {
  /** Missing in older browsers. */
  getTextInfo?(): { direction: 'ltr' | 'rtl' };
}

/** The writing direction of a language, as a value of `dir`. If the browser does not know it, the words decide. */
export function directionOf(locale: string): 'ltr' | 'rtl' | 'auto' {
  return (new Intl.Locale(locale) as WithTextInfo).getTextInfo?.().direction ?? 'auto';
}
