import { isIPv6 } from 'node:net';

/** The mail for which a record is evaluated. */
export interface SpfMail {
  /** The address in MAIL FROM. */
  readonly sender: string;
  /** The address that connects to the receiver, if it is known. */
  readonly address: string | undefined;
}

/**
 * Expands the macros of a domain (RFC 7208, 7). Returns undefined if a macro needs the address that connects
 * to the receiver and this address is not known.
 */
export function expandMacros(text: string, domain: string, { sender, address }: SpfMail): string | undefined {
  const at = sender.lastIndexOf('@');
  const values: Readonly<Record<string, string | undefined>> = {
    s: sender,
    l: sender.slice(0, at),
    o: sender.slice(at + 1),
    d: domain,
    h: sender.slice(at + 1),
    p: 'unknown',
    i: address && dotted(address),
    v: address && (isIPv6(address) ? 'ip6' : 'in-addr'),
  };
  let isKnown = true;
  const expanded = text.replace(
    /%(?:\{([slodiphv])(\d*)(r?)([.\-+,/_=]*)\}|([%_-]))/gi,
    (_, letter?: string, count = '', reversed = '', delimiters = '', escaped = '') => {
      if (letter === undefined) return escaped === '%' ? '%' : escaped === '_' ? ' ' : '%20';
      const value = values[letter.toLowerCase()];
      if (value === undefined) isKnown = false;
      const parts = (value ?? '').split(new RegExp(`[${delimiters.replace(/[-/]/g, '\\$&') || '.'}]`));
      const ordered = reversed === '' ? parts : parts.reverse();
      return ordered.slice(count === '' ? 0 : -Number(count)).join('.');
    },
  );
  return isKnown ? expanded : undefined;
}

/** `192.0.2.1`, or the 32 digits of an IPv6 address with dots between them. */
function dotted(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = '', tail = ''] = address.split('::');
  const groups = (part: string) => part.split(':').filter(Boolean);
  const missing = address.includes('::') ? 8 - groups(head).length - groups(tail).length : 0;
  const all = [...groups(head), ...Array<string>(missing).fill('0'), ...groups(tail)];
  return [...all.map((group) => group.padStart(4, '0')).join('')].join('.');
}
