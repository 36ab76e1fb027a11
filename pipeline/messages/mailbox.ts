import { domainToASCII } from 'node:url';
import { fail } from '../foundation/problems/problem.ts';
import { encodePhrase } from './header-text.ts';

/** RFC 5321, 4.5.3.1.3: a path has 256 octets, including its angle brackets. */
const longestAddress = 254;

/**
 * Converts an address to the form for headers and the envelope: the domain in A-labels (IDNA), and the local
 * part in quotes unless it is a dot-atom. No program can read the result as two addresses. A local part
 * outside of ASCII stays as it is, and its message needs SMTPUTF8 (RFC 6531). Throws a `ProblemError`
 * (`subscriber-address`) that does not show the address.
 */
export function normaliseAddress(address: string): string {
  const trimmed = address.trim();
  const at = trimmed.lastIndexOf('@');
  if (at < 1) refuse('it has no part before an "@", or no "@" at all');
  const normalised = `${normaliseLocalPart(trimmed.slice(0, at))}@${normaliseDomain(trimmed.slice(at + 1))}`;
  if (Buffer.byteLength(normalised) > longestAddress) refuse(`it is longer than ${longestAddress} bytes`);
  return normalised;
}

/** A mailbox for an address header: `name <address>`, or the address alone. */
export function formatMailbox(address: string, name?: string): string {
  const phrase = encodePhrase(name ?? '');
  if (phrase) return `${phrase} <${address}>`;
  // Without angle brackets, some programs treat a comma or a space in a quoted local part as a separator.
  return address.startsWith('"') ? `<${address}>` : address;
}

/** The A-labels of the domains that were met, because many readers share few domains. */
const knownDomains = new Map<string, string>();
const mostDomains = 1000;

/** Converts a domain to A-labels in lower case. Throws like `normaliseAddress`. */
export function normaliseDomain(domain: string): string {
  const known = knownDomains.get(domain);
  if (known !== undefined) return known;
  if (knownDomains.size >= mostDomains) knownDomains.clear();
  const ascii = toLabels(domain);
  knownDomains.set(domain, ascii);
  return ascii;
}

function toLabels(domain: string): string {
  // The URL parser behind domainToASCII would decode these characters, or cut the domain at them, instead of
  // refusing them.
  const ascii = /[\p{Cc}\s%/\\?#:@<>[\]^|]/u.test(domain) ? '' : domainToASCII(domain);
  if (!/^[a-z0-9_-]+(?:\.[a-z0-9_-]+)*$/.test(ascii)) refuse('what follows the "@" is not a domain');
  return ascii;
}

/** The dot-atom of RFC 5322, 3.2.3, with the characters outside of ASCII that RFC 6532 adds. */
const dotAtom =
  /^[a-z0-9!#$%&'*+\-/=?^_`{|}~\u{a0}-\u{10ffff}]+(?:\.[a-z0-9!#$%&'*+\-/=?^_`{|}~\u{a0}-\u{10ffff}]+)*$/iu;
const quotedString = /^"(?:[^"\\]|\\.)*"$/u;

function normaliseLocalPart(local: string): string {
  if (/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/u.test(local)) refuse('it holds a control character');
  if (dotAtom.test(local) || quotedString.test(local)) return local;
  return `"${local.replace(/["\\]/g, '\\$&')}"`;
}

function refuse(reason: string): never {
  fail('subscriber-address', { reason });
}
