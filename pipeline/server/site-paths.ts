/** The addresses of the pages that are nobody's in particular, below the server's root. */
export const sitePaths = {
  subscribe: (locale: string) => `/${locale}/subscribe`,
  /** Below a path that every proxy passes on already. */
  logo: (name: string) => `/subscribe/${name}`,
  /** Asks for a fresh link. */
  request: (locale: string) => `/${locale}/preferences`,
  /** Where a form leads once it is sent, so that going back or reloading sends nothing again. */
  done: (locale: string, page: string) => `/${locale}/done/${page}`,
};

/** One path in each language. */
export function inEachLanguage(
  locales: readonly string[],
  path: (locale: string) => string,
): Map<string, string> {
  return new Map(locales.map((locale) => [locale, path(locale)]));
}
