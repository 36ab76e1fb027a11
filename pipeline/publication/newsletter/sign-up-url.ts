import { normaliseLink } from '../../foundation/sources/link-address.ts';
import { localisedText } from './localised.ts';
import type { Newsletter } from './newsletter-schema.ts';

/** Where a form to subscribe posts to; undefined where none is wanted, or none can be. */
export function signUpUrl({ archive, server, url }: Newsletter, locale: string): string | undefined {
  if (archive.subscribe === false) return undefined;
  if (archive.subscribe !== undefined) return normaliseLink(localisedText(archive.subscribe, locale));
  const pages = normaliseLink(server.url ?? url);
  return canHoldPages(pages) ? `${pages.replace(/\/+$/, '')}/${locale}/subscribe` : undefined;
}

/** The public pages are at the root of their address: their links have no path in front. */
export function canHoldPages(url: string): boolean {
  return new URL(normaliseLink(url)).pathname === '/';
}
