import { domainToASCII } from 'node:url';
import { domainOf } from '../foundation/addresses/domain-of.ts';

export interface ParsedAddress {
  /** As written, without blanks around it. */
  readonly address: string;
  /** What makes two addresses the same one: all in lower case, the domain in A-labels. No provider's rules. */
  readonly normalised: string;
}

export interface RefusedAddress {
  /** Why it is none, to stand after a colon. Never holds the address. */
  readonly reason: string;
}

/**
 * Reads an email address as people have them: a dot-atom before the @ (letters of any script, RFC 6531), a domain
 * with a dot after it, within the sizes of RFC 5321, 4.5.3.1. Quoted local parts and address literals are refused.
 */
export function parseAddress(text: string): ParsedAddress | RefusedAddress {
  const address = text.trim();
  const at = address.lastIndexOf('@');
  if (address === '') return { reason: 'it is empty' };
  if (/[\s\p{Cc}\p{Cf}]/u.test(address)) return { reason: 'it has a blank or an invisible character in it' };
  // What stands for bytes that were no text: nobody's address has it.
  if (address.includes('\ufffd')) return { reason: 'it has a character that could not be read' };
  if (at === -1) return { reason: 'it has no @' };
  if (address.indexOf('@') !== at) return { reason: 'it has more than one @' };
  const local = address.slice(0, at);
  if (local === '') return { reason: 'nothing stands before the @' };
  if (!localPart.test(local))
    return { reason: 'what stands before the @ has a character or a dot out of place' };
  if (Buffer.byteLength(local) > 64) return { reason: 'what stands before the @ is longer than 64 bytes' };
  const written = address.slice(at + 1);
  // The URL parser behind domainToASCII would decode or cut at these instead of refusing them.
  const domain = /[%/\\?#:[\]]/.test(written) ? '' : domainToASCII(written).toLowerCase();
  if (!domainName.test(domain)) return { reason: 'what stands after the @ is not a domain' };
  if (Buffer.byteLength(local) + 1 + domain.length > 254) return { reason: 'it is longer than 254 bytes' };
  return { address, normalised: `${local.normalize('NFC').toLowerCase()}@${domain}` };
}

/** The address as it goes over the wire: its owner's local part, and the domain in A-labels. */
export function wireAddress(address: string, normalised: string): string {
  return address.slice(0, address.lastIndexOf('@') + 1) + domainOf(normalised);
}

/** Dot-atom (RFC 5322, 3.2.3), with everything outside of ASCII (RFC 6531, 3.3). */
const localPart =
  /^[\w!#$%&'*+/=?^`{|}~\-\u0080-\u{10ffff}]+(\.[\w!#$%&'*+/=?^`{|}~\-\u0080-\u{10ffff}]+)*$/u;
/** At least two labels (RFC 1035, 2.3.4), the last of which is not a number: `127.0.0.1` is no mail domain. */
const domainName =
  /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+(?!\d+$)[a-z0-9][a-z0-9-]{0,61}[a-z0-9]$/;
