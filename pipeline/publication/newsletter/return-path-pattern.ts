import { domainToASCII } from 'node:url';

/** The letters of a signature, and the longest number of a delivery, in base 36. */
export const signatureLetters = 16;
export const longestNumber = Number.MAX_SAFE_INTEGER.toString(36).length;
/** RFC 5321, 4.5.3.1.1. */
const longestLocalPart = 64;
/** The octets that a return path leaves for its fixed part. */
const longestFixedPart = longestLocalPart - signatureLetters - longestNumber;

/** The parts of an address around its signed part. */
export interface ReturnPathPattern {
  readonly before: string;
  readonly after: string;
  readonly domain: string;
}

/**
 * Parses `feedback.returnPath`: `bounces@example.org` means `bounces+*@example.org`, where `*` is the place of
 * the signed part, and `*@bounces.example.org` uses all addresses of a domain. If it cannot be a return path,
 * returns the reason, worded to follow a colon.
 */
export function parseReturnPath(text: string): ReturnPathPattern | { readonly reason: string } {
  const at = text.lastIndexOf('@');
  if (at < 1) return { reason: 'it is not an email address' };
  const local = text.slice(0, at).toLowerCase();
  const [before = '', after = '', ...more] = (local.includes('*') ? local : `${local}+*`).split('*');
  if (more.length > 0) return { reason: 'it has more than one *' };
  if (!/^[a-z0-9_=+.-]*$/.test(before + after) || /^\.|\.\.|\.$/.test(`${before}x${after}`))
    return { reason: 'the part before the @ may have only letters, digits, single dots, and - _ + =' };
  if (before.length + after.length > longestFixedPart)
    return { reason: `the part before the @ is longer than ${longestFixedPart} bytes` };
  // Without a separator, nobody could tell the signed part from a name.
  if (/[a-z0-9]$/.test(before) || /^[a-z0-9]/.test(after))
    return { reason: 'the * needs one of - _ + = . between it and the next letter or digit' };
  const domain = domainToASCII(text.slice(at + 1)).toLowerCase();
  if (!/^(?:[a-z0-9-]+\.)+[a-z0-9-]+$/.test(domain))
    return { reason: 'the part after the @ is not a domain' };
  return { before, after, domain };
}
