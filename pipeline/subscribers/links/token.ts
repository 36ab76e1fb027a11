import { timingSafeEqual } from 'node:crypto';
import type { Mac } from './create-mac.ts';
import type { Purpose } from './purpose.ts';
import { purposeCode } from './purpose.ts';

/** The content of a token. */
interface Claim {
  /** The subscriber's opaque id, 32 hex digits. */
  readonly subscriber: string;
  /** A BCP 47 tag: the language of the page. */
  readonly locale: string;
  /** In seconds since 1970, or 0 for never. */
  readonly expires: number;
  /** The number of the dispatch whose mail has the link. Left out for any other link. */
  readonly dispatch?: number;
}

/** Both versions stay valid forever, because links in old mail have to keep working. */
const [plainVersion, dispatchVersion] = ['v1.', 'v2.'];
const macLength = 16;
const dispatchAt = 1 + 16 + 4;
const dispatchLength = 4;
const longestLocale = 63;
const longest =
  plainVersion.length + Math.ceil(((dispatchAt + dispatchLength + longestLocale + macLength) * 4) / 3);

/**
 * A token is "v1.", or "v2." if it names a dispatch, and, in base64url without padding:
 *
 *     purpose   1 byte
 *     subscriber   16 bytes
 *     expires   4 bytes, big-endian
 *     dispatch   4 bytes, big-endian; only in "v2."
 *     locale   1 to 63 bytes of ASCII
 *     MAC   the first 16 bytes of HMAC-SHA256 over the version and all of the above
 */
export function sealToken(claim: Claim, purpose: Purpose, mac: Mac): string {
  const subscriber = Buffer.from(claim.subscriber, 'hex');
  if (subscriber.length !== 16) throw new RangeError('A subscriber id is 16 bytes in hex.');
  if (!isLocale(claim.locale)) throw new RangeError(`"${claim.locale}" is not a language tag.`);
  const version = claim.dispatch === undefined ? plainVersion : dispatchVersion;
  const localeAt = localeOffset(version);
  const signed = version.length + localeAt + claim.locale.length;
  const token = Buffer.allocUnsafe(signed + macLength);
  token.write(version, 'latin1');
  const payload = token.subarray(version.length);
  payload[0] = purposeCode[purpose];
  subscriber.copy(payload, 1);
  payload.writeUInt32BE(claim.expires, 1 + 16);
  if (claim.dispatch !== undefined) payload.writeUInt32BE(claim.dispatch, dispatchAt);
  payload.write(claim.locale, localeAt, 'latin1');
  token.write(mac(token.subarray(0, signed)), signed, macLength, 'hex');
  return version + payload.toString('base64url');
}

/** Opens a token that one of the keys signed. The caller checks `expires`. */
export function openToken(
  token: string,
  purpose: Purpose,
  macs: readonly Mac[],
): Claim | { readonly problem: 'malformed' | 'forged' } {
  const version = [plainVersion, dispatchVersion].find((known) => token.startsWith(known));
  const payload = version && decode(token, version);
  if (version === undefined || !payload) return { problem: 'malformed' };
  const signed = payload.subarray(0, payload.length - macLength);
  const given = payload.subarray(signed.length);
  const covered = Buffer.concat([Buffer.from(version), signed]);
  const fits = (mac: Mac) => timingSafeEqual(Buffer.from(mac(covered), 'hex').subarray(0, macLength), given);
  // Every key is tried, so that the time taken does not reveal which of them signed.
  const genuine = macs.filter(fits).length > 0;
  if (!genuine || payload[0] !== purposeCode[purpose]) return { problem: 'forged' };
  return {
    subscriber: signed.toString('hex', 1, 1 + 16),
    locale: signed.toString('latin1', localeOffset(version)),
    expires: signed.readUInt32BE(1 + 16),
    ...(version === dispatchVersion && { dispatch: signed.readUInt32BE(dispatchAt) }),
  };
}

function decode(token: string, version: string): Buffer | undefined {
  if (token.length > longest) return undefined;
  const text = token.slice(version.length);
  const payload = Buffer.from(text, 'base64url');
  // Each payload has exactly one spelling. Padding, spaces and stray bits in the last character are refused.
  const isShort = payload.length < localeOffset(version) + 1 + macLength;
  return payload.toString('base64url') !== text || isShort ? undefined : payload;
}

const localeOffset = (version: string) => dispatchAt + (version === dispatchVersion ? dispatchLength : 0);

const isLocale = (locale: string) =>
  locale.length <= longestLocale && /^[a-z]+(?:-[a-z0-9]+)*$/i.test(locale);
