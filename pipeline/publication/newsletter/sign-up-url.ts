import { normaliseLink } from '../../foundation/sources/link-address.ts';
import { localisedText } from './localised.ts';
import type { Newsletter } from './newsletter-schema.ts';

/** The address that sign-up forms post to; undefined if the publication wants no form, or cannot have one. */
export function signUpUrl({ archive, server, url }: Newsletter, locale: string): string | undefined {
  if (archive.subscribe === false) return undefined;
  if (archive.subscribe !== undefined) return normaliseLink(localisedText(archive.subscribe, locale));
  const pages = normaliseLink(server.url ?? url);
  return canHoldPages(pages) ? `${pages.replace(/\/+$/, '')}/${locale}/subscribe` : undefined;
}

/**
 * Whether the public pages can be at this address. It must be the root of a host, because their links begin
 * with "/".
 */
export function canHoldPages(url: string): boolean {
  return new URL(normaliseLink(url)).pathname === '/';
}
