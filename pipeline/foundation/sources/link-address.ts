/**
 * Why a link cannot have this address; undefined when it can. Allowed are absolute addresses with http, https
 * and mailto: in mail, a relative address has no base.
 */
export function refuseLink(address: string): string | undefined {
  if (address.trim() === '') return 'it is empty';
  if (/[\s\p{Cc}]/u.test(address)) return 'it contains a space or a control character';
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(address)?.[1]?.toLowerCase();
  if (scheme === undefined) {
    return /^[\w-]+(\.[\w-]+)+/.test(address) ? 'it lacks https:// in front' : 'it is not a whole address';
  }
  if (scheme === 'mailto') return /^mailto:[^@?]+@[^@?]+/i.test(address) ? undefined : 'it names no mailbox';
  if (scheme !== 'http' && scheme !== 'https') return `"${scheme}:" is not allowed`;
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) return 'it is not a valid address';
  const url = new URL(address);
  return url.username || url.password ? 'it holds a user name or a password' : undefined;
}

/** The address as editions contain it: percent-encoded, with its host in A-labels. */
export function normaliseLink(address: string): string {
  return URL.canParse(address) ? new URL(address).href : address;
}
