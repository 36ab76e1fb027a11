import { refuseLink } from '../../foundation/sources/link-address.ts';

/** What becomes of the address of a link. */
export type CleanAddress =
  | { readonly kind: 'kept'; readonly address: string }
  /** A place within the same text. */
  | { readonly kind: 'anchor'; readonly id: string }
  | { readonly kind: 'refused'; readonly address: string }
  | { readonly kind: 'none' };

/** Cleans the address of a link: whole, without the detour that a program put before it. */
export function cleanAddress(written: string | undefined, base: string | undefined): CleanAddress {
  // Browsers ignore line ends and tabs within an address.
  const address = (written ?? '')
    .slice(0, longest)
    .replace(/[\t\r\n]/g, '')
    .trim();
  if (address === '') return { kind: 'none' };
  const fragment = /^[^#]*#([^#]*)$/.exec(address)?.[1];
  if (fragment !== undefined && (address.startsWith('#') || isOfFootnote(address)))
    return { kind: 'anchor', id: decode(fragment) };
  const whole = absoluteAddress(address, base);
  const direct = withoutTracking(withoutDetour(whole));
  for (const each of [direct, escaped(direct)]) {
    if (each !== undefined && refuseLink(each) === undefined) return { kind: 'kept', address: each };
  }
  return { kind: 'refused', address };
}

const longest = 5000;

/** Footnotes that a word processor or a browser copied with the address of the whole text. */
const isOfFootnote = (address: string) => /#_?(?:ftn|edn|sdfootnote|sdendnote|cite_note)/.test(address);

/** The whole address of one that may be relative. It stays as it is if there is no base. */
export function absoluteAddress(address: string, base: string | undefined): string {
  if (/^[a-z][a-z0-9+.-]*:/i.test(address)) return address;
  if (address.startsWith('//')) return `https:${address}`;
  if (base === undefined || !/^https?:/i.test(base) || !URL.canParse(address, base)) return address;
  return new URL(address, base).href;
}

/** Programs that lead links through a page of their own, with the parameters that have the real address. */
const detours: readonly { readonly page: RegExp; readonly parameters: readonly string[] }[] = [
  { page: /^https?:\/\/(?:www\.)?google\.[a-z.]{2,6}\/url\?/i, parameters: ['q', 'url'] },
  { page: /^https?:\/\/[\w.-]*safelinks\.protection\.outlook\.com\//i, parameters: ['url'] },
  { page: /^https?:\/\/statics\.teams\.[\w.-]+\/[\w/-]*safelinks\//i, parameters: ['url'] },
  { page: /^https?:\/\/lm?\.(?:facebook|instagram)\.com\/(?:l\.php)?\?/i, parameters: ['u'] },
  { page: /^https?:\/\/(?:www\.)?linkedin\.com\/(?:safety\/go|redir\/redirect)\/?\?/i, parameters: ['url'] },
  { page: /^https?:\/\/(?:www\.)?youtube\.com\/redirect\?/i, parameters: ['q'] },
  { page: /^https?:\/\/out\.reddit\.com\//i, parameters: ['url'] },
  { page: /^https?:\/\/slack-redir\.net\/link\?/i, parameters: ['url'] },
  { page: /^https?:\/\/(?:www\.)?duckduckgo\.com\/l\/\?/i, parameters: ['uddg'] },
  { page: /^https?:\/\/linkprotect\.cudasvc\.com\/url\?/i, parameters: ['a'] },
];

/** Parameters that say which reader followed which link. Those of a campaign stay: they may be the author's. */
const tracking =
  /^(?:(?:fb|g|dc|ms|y|tt|tw)clid|gbraid|wbraid|mc_eid|mc_cid|igshid?|igsh|mkt_tok|_hsenc|_hsmi|li_fat_id|vero_id|oly_\w+_id|__(?:cft|tn|eep|s|xts)__(?:\[\d+\])?)$/i;

/** Removes parameters that identify a reader. The others stay as they are written. */
function withoutTracking(address: string): string {
  const [, page, query, fragment] = /^(https?:[^?#]*)\?([^#]*)(#.*)?$/is.exec(address) ?? [];
  if (page === undefined || query === undefined) return address;
  const written = query.split('&');
  const kept = written.filter((each) => !tracking.test(decode(each.replace(/=.*$/s, ''))));
  if (kept.length === written.length) return address;
  return `${page}${kept.length > 0 ? '?' : ''}${kept.join('&')}${fragment ?? ''}`;
}

function withoutDetour(address: string): string {
  const defended = /^https?:\/\/urldefense\.com\/v3\/__(https?:\/.+?)__;/i.exec(address)?.[1];
  if (defended !== undefined) return defended.replace(/^(https?:\/)(?!\/)/i, '$1/');
  const detour = detours.find(({ page }) => page.test(address));
  if (detour === undefined || !URL.canParse(address)) return address;
  const { searchParams } = new URL(address);
  const inner = detour.parameters.map((name) => searchParams.get(name)).find((each) => each);
  return inner && refuseLink(inner) === undefined ? inner : address;
}

/** The address with its spaces escaped. */
function escaped(address: string): string | undefined {
  return /^https?:/i.test(address) && URL.canParse(address) ? new URL(address).href : undefined;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A broken escape is part of the name.
    return text;
  }
}
