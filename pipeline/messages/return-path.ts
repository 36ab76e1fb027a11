import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import {
  longestNumber,
  type ReturnPathPattern,
  signatureLetters,
} from '../publication/newsletter/return-path-pattern.ts';

/** The envelope senders of deliveries: each names its delivery, and is signed (VERP). */
export interface ReturnPaths {
  addressFor(delivery: number, messageId: string): string;
  /**
   * Reads the delivery from an address that a report was sent to. Upper and lower case are the same, and
   * forwarders may have put their own marks before it (SRS, BATV). Undefined if the address is not one of ours.
   */
  read(address: string): SignedDelivery | undefined;
}

export interface SignedDelivery {
  /** The number of the delivery in the ledger. */
  readonly delivery: number;
  /** Whether the signature belongs to the delivery with this Message-ID. */
  isFor(messageId: string): boolean;
}

const signatureBytes = (signatureLetters * 5) / 8;

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
      // Longer addresses are not ours: SRS adds less than this.
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
