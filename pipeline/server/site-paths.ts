/** The paths of the pages that do not belong to one person. */
export const sitePaths = {
  subscribe: (locale: string) => `/${locale}/subscribe`,
  /** Under /subscribe, because every proxy already forwards that path. */
  logo: (name: string) => `/subscribe/${name}`,
  /** The page on which people request a new link. */
  request: (locale: string) => `/${locale}/preferences`,
  /** The page to which a form redirects, so that going back or reloading does not submit it again. */
  done: (locale: string, page: string) => `/${locale}/done/${page}`,
};

/** One path in each language. */
export function inEachLanguage(
  locales: readonly string[],
  path: (locale: string) => string,
): Map<string, string> {
  return new Map(locales.map((locale) => [locale, path(locale)]));
}

/** The paths for machines that watch this one. */
export const probePaths = { alive: '/healthz', ready: '/readyz', metrics: '/metrics' } as const;

/** Whether the request comes from a machine that watches this one. */
export function isProbe(path: string): boolean {
  return Object.values<string>(probePaths).includes(path);
}

/** The path at which a mail provider reports the outcome of messages. */
export const webhookPath = (provider: string) => `/feedback/${provider}`;

export function isWebhook(path: string): boolean {
  return path.startsWith(webhookPath(''));
}
