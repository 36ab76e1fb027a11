import { domainToASCII } from 'node:url';
import { domainOf } from '../foundation/addresses/domain-of.ts';

export interface ParsedAddress {
  /** As written, trimmed. */
  readonly address: string;
  /**
   * The key for comparing addresses: lower case, with the domain in A-labels. Provider-specific rules do not
   * apply.
   */
  readonly normalised: string;
}

interface RefusedAddress {
  /** Why the text is not an address, worded to follow a colon. Never contains the address. */
  readonly reason: string;
}

/**
 * Parses an email address of the usual form: a dot-atom before the @ (letters of any script, RFC 6531) and a
 * domain with a dot after it, within the size limits of RFC 5321, 4.5.3.1. Quoted local parts and address
 * literals are refused.
 */
export function parseAddress(text: string): ParsedAddress | RefusedAddress {
  const address = text.trim();
  const at = address.lastIndexOf('@');
  if (address === '') return { reason: 'it is empty' };
  if (/[\s\p{Cc}\p{Cf}]/u.test(address)) return { reason: 'it has a space or an invisible character in it' };
  // The replacement character marks bytes that could not be decoded. No address contains it.
  if (address.includes('\ufffd')) return { reason: 'it has a character that could not be read' };
  if (at === -1) return { reason: 'it has no @' };
  if (address.indexOf('@') !== at) return { reason: 'it has more than one @' };
  const local = address.slice(0, at);
  if (local === '') return { reason: 'there is nothing before the @' };
  if (!localPart.test(local))
    return { reason: 'the part before the @ has a character or a dot out of place' };
  if (Buffer.byteLength(local) > 64) return { reason: 'the part before the @ is longer than 64 bytes' };
  const written = address.slice(at + 1);
  // The URL parser behind domainToASCII would decode these characters, or cut the domain at them, instead of
  // refusing them.
  const domain = /[%/\\?#:[\]]/.test(written) ? '' : domainToASCII(written).toLowerCase();
  if (!domainName.test(domain)) return { reason: 'the part after the @ is not a domain' };
  if (Buffer.byteLength(local) + 1 + domain.length > 254) return { reason: 'it is longer than 254 bytes' };
  return { address, normalised: `${local.normalize('NFC').toLowerCase()}@${domain}` };
}

/** The address for SMTP: the local part as its owner wrote it, and the domain in A-labels. */
export function wireAddress(address: string, normalised: string): string {
  return address.slice(0, address.lastIndexOf('@') + 1) + domainOf(normalised);
}

/** Dot-atom (RFC 5322, 3.2.3), with all characters outside ASCII (RFC 6531, 3.3). */
const localPart =
  /^[\w!#$%&'*+/=?^`{|}~\-\u0080-\u{10ffff}]+(\.[\w!#$%&'*+/=?^`{|}~\-\u0080-\u{10ffff}]+)*$/u;
/**
 * At least two labels (RFC 1035, 2.3.4), the last of which is not a number: `127.0.0.1` is not a mail domain.
 */
const domainName =
  /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+(?!\d+$)[a-z0-9][a-z0-9-]{0,61}[a-z0-9]$/;
