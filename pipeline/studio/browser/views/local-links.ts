import { getJson } from '../api.ts';

interface PublicPages {
  readonly local: string | undefined;
  /** The addresses that messages have in their links. */
  readonly sites: readonly string[];
}

let pages: Promise<PublicPages> | undefined;

/**
 * Opens a message's link in a tab of its own. Those to the publication's pages lead to the ones on this machine, so
 * that subscribing and leaving can be tried; what lies elsewhere opens there. False for what is no web address.
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
