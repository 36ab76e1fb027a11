/**
 * Why an address cannot be used in a link; undefined if it can. Only absolute http, https and mailto
 * addresses are allowed: a mail has no base for a relative one.
 */
export function refuseLink(address: string): string | undefined {
  if (address.trim() === '') return 'it is empty';
  if (/[\s\p{Cc}]/u.test(address)) return 'it contains a space or a control character';
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(address)?.[1]?.toLowerCase();
  if (scheme === undefined) {
    return /^[\w-]+(\.[\w-]+)+/.test(address)
      ? 'it does not begin with https://'
      : 'it is not a complete address';
  }
  if (scheme === 'mailto') return /^mailto:[^@?]+@[^@?]+/i.test(address) ? undefined : 'it has no mailbox';
  if (scheme !== 'http' && scheme !== 'https') return `"${scheme}:" is not allowed`;
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) return 'it is not a valid address';
  const url = new URL(address);
  return url.username || url.password ? 'it contains a user name or a password' : undefined;
}

/** The address as it appears in editions: percent-encoded, and with the host in A-labels (punycode). */
export function normaliseLink(address: string): string {
  return URL.canParse(address) ? new URL(address).href : address;
}
