import { getJson } from '../api.ts';

interface PublicPages {
  readonly local: string | undefined;
  /** The addresses with which links in messages begin. */
  readonly sites: readonly string[];
}

let pages: Promise<PublicPages> | undefined;

/**
 * Opens a link of a message in a new tab. Links to the public pages lead to the local ones, so that people
 * can try out subscribing and unsubscribing. Returns false if the link is not a web address.
 */
export async function openLocally(href: string): Promise<boolean> {
  if (!/^https?:/.test(href)) return false;
  pages ??= getJson<PublicPages>('/api/public-pages');
  const { local, sites } = await pages;
  const url = new URL(href);
  const isOwn = sites.some((site) => new URL(site).origin === url.origin);
  const target = isOwn && local ? new URL(url.pathname + url.search, local) : url;
  window.open(target, '_blank', 'noopener,noreferrer');
  return true;
}
