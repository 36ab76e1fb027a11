/** The addresses of the pages that belong to no person, below the server's root. */
export const sitePaths = {
  subscribe: (locale: string) => `/${locale}/subscribe`,
  /** Below a path that every proxy already forwards. */
  logo: (name: string) => `/subscribe/${name}`,
  /** The page that requests a fresh link. */
  request: (locale: string) => `/${locale}/preferences`,
  /** Where a form redirects after it is sent, so that going back or reloading sends nothing again. */
  done: (locale: string, page: string) => `/${locale}/done/${page}`,
};

/** One path in each language. */
export function inEachLanguage(
  locales: readonly string[],
  path: (locale: string) => string,
): Map<string, string> {
  return new Map(locales.map((locale) => [locale, path(locale)]));
}
