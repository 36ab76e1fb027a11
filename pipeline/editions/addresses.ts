import { normaliseLink } from '../foundation/sources/link-address.ts';

/** The addresses of pages and files on the public site. They never change once they are published. */
export interface Addresses {
  /** The front page of a language. */
  index(locale: string): string;
  /** The page of an edition. */
  edition(locale: string, slug: string): string;
  /** The address of a path on the site. */
  file(path: string): string;
}

/** `publicUrl` is `url` in newsletter.yaml, with or without a slash at the end. */
export function createAddresses(publicUrl: string): Addresses {
  const base = normaliseLink(publicUrl).replace(/\/+$/, '');
  return {
    index: (locale) => `${base}/${locale}/`,
    edition: (locale, slug) => `${base}/${locale}/${slug}/`,
    file: (path) => `${base}/${path}`,
  };
}
