import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { domainToASCII } from 'node:url';

/** The envelope senders of deliveries: each names its delivery, and is signed (VERP). */
export interface ReturnPaths {
  addressFor(delivery: number, messageId: string): string;
  /**
   * Reads the delivery from an address that a report was sent to. Upper and lower case are the same, and
   * forwarders may have put their own marks before it (SRS, BATV). Undefined when it is none of ours.
   */
  read(address: string): SignedDelivery | undefined;
}

export interface SignedDelivery {
  /** The number of the delivery in the ledger. */
  readonly delivery: number;
  /** Whether the signature belongs to the delivery with this Message-ID. */
  isFor(messageId: string): boolean;
}

const signatureBytes = 10;
const signatureLetters = (signatureBytes * 8) / 5;
/** The largest integer in base 36. */
const longestNumber = Number.MAX_SAFE_INTEGER.toString(36).length;
/** RFC 5321, 4.5.3.1.1. */
const longestLocalPart = 64;
/** The octets that a return path leaves for its fixed part. */
export const longestFixedPart = longestLocalPart - signatureLetters - longestNumber;

/** An address with `*` in place of the signed part. */
export interface ReturnPathPattern {
  readonly before: string;
  readonly after: string;
  readonly domain: string;
}

/**
 * Parses `feedback.returnPath`: `bounces@example.org` means `bounces+*@example.org`, and `*@bounces.example.org`
 * uses all addresses of a domain. Returns the reason if it cannot be one.
 */
export function parseReturnPath(text: string): ReturnPathPattern | { readonly reason: string } {
  const at = text.lastIndexOf('@');
  if (at < 1) return { reason: 'it is not an address' };
  const local = text.slice(0, at).toLowerCase();
  const [before = '', after = '', ...more] = (local.includes('*') ? local : `${local}+*`).split('*');
  if (more.length > 0) return { reason: 'it has more than one *' };
  if (!/^(?:[a-z0-9_=+-]+(?:\.[a-z0-9_=+-]+)*)?$/.test(before) || !/^[a-z0-9_=+-]*$/.test(after))
    return { reason: 'the part before the @ may have only letters, digits, and - _ + = .' };
  if (before.length + after.length > longestFixedPart)
    return { reason: `the part before the @ is longer than ${longestFixedPart} bytes` };
  // Without a mark, the signed part and a name could not be told apart.
  if (/[a-z0-9]$/.test(before) || /^[a-z0-9]/.test(after))
    return { reason: 'the * needs one of - _ + = . between it and a letter or digit' };
  const domain = domainToASCII(text.slice(at + 1)).toLowerCase();
  if (!/^(?:[a-z0-9-]+\.)+[a-z0-9-]+$/.test(domain))
    return { reason: 'the part after the @ is not a domain' };
  return { before, after, domain };
}

/**
 * `secrets` are those of `parseSecrets`: the first signs, all verify. The signature covers the Message-ID, so
 * that a number that a restored ledger gives to another delivery does not match.
 */
export function createReturnPaths(
  { before, after, domain }: ReturnPathPattern,
  secrets: readonly string[],
): ReturnPaths {
  const [signing, ...former] = secrets.map(deriveKey);
  if (!signing) throw new RangeError('Return paths need at least one secret.');
  const literally = (text: string) => text.replace(/[+.]/g, '\\$&');
  const shape = new RegExp(
    `(?:^|[^a-z0-9])${literally(before)}([a-z2-7]{${signatureLetters}})([1-9a-z][0-9a-z]{0,${longestNumber - 1}})${literally(after)}$`,
  );
  return {
    addressFor: (delivery, messageId) =>
      `${before}${toBase32(sign(signing, delivery, messageId))}${delivery.toString(36)}${after}@${domain}`,
    read(address) {
      const local = address.slice(0, address.lastIndexOf('@')).toLowerCase();
      // Longer ones are none of ours, and SRS adds less than this.
      const [, signature, number] = (local.length <= 256 && shape.exec(local)) || [];
      if (signature === undefined || number === undefined) return undefined;
      const delivery = Number.parseInt(number, 36);
      if (!Number.isSafeInteger(delivery)) return undefined;
      return {
        delivery,
        isFor: (messageId) => {
          const given = Buffer.from(signature);
          const fits = (key: Buffer) =>
            timingSafeEqual(Buffer.from(toBase32(sign(key, delivery, messageId))), given);
          // Every key is tried, so that the time taken does not reveal which of them signed.
          return [signing, ...former].filter(fits).length > 0;
        },
      };
    },
  };
}

function deriveKey(secret: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', 'courant return path v1', 32));
}

function sign(key: Buffer, delivery: number, messageId: string): Buffer {
  return createHmac('sha256', key).update(`${delivery} ${messageId}`).digest().subarray(0, signatureBytes);
}

const letters = 'abcdefghijklmnopqrstuvwxyz234567';

/** Base32 (RFC 4648, 6) in lower case, which survives servers that change the case of a local part. */
function toBase32(bytes: Buffer): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 5) {
    let block = BigInt(`0x${bytes.toString('hex', at, at + 5)}`);
    let part = '';
    for (let letter = 0; letter < 8; letter++) {
      part = letters[Number(block & 31n)] + part;
      block >>= 5n;
    }
    text += part;
  }
  return text;
}
