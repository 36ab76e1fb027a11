import { normaliseLink } from '../foundation/sources/link-address.ts';

/** Where things are on the public site. Addresses never change once they are published. */
export interface Addresses {
  /** The front page of a language. */
  index(locale: string): string;
  /** An edition's page. */
  edition(locale: string, slug: string): string;
  /** A path below the public address. */
  file(path: string): string;
}

/** `publicUrl` is that of newsletter.yaml, with or without a slash at its end. */
export function createAddresses(publicUrl: string): Addresses {
  const base = normaliseLink(publicUrl).replace(/\/+$/, '');
  return {
    index: (locale) => `${base}/${locale}/`,
    edition: (locale, slug) => `${base}/${locale}/${slug}/`,
    file: (path) => `${base}/${path}`,
  };
}
