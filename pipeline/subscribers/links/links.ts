import { createMac, type Mac } from './create-mac.ts';
import { type Purpose, purposeLifetime } from './purpose.ts';
import { deriveKey } from './secrets.ts';
import { openToken, sealToken } from './token.ts';

interface LinksOptions {
  /** As `parseSecrets` returns them: the first signs, all verify. */
  readonly secrets: readonly string[];
  /** The public address of the pages, such as `https://courant.example.org`. */
  readonly publicUrl: string;
  /** In milliseconds since 1970. */
  readonly clock: () => number;
}

/**
 * Creates the address of a link. The link expires when the lifetime of its purpose has passed since `issued`
 * (milliseconds since 1970, by default now). A link in the mail of a dispatch names that dispatch, so that a
 * report can say which issue made people leave.
 */
type LinkMaker = (subscriber: string, locale: string, issued?: number, dispatch?: number) => string;

export type Verdict =
  | { readonly subscriber: string; readonly locale: string; readonly dispatch?: number }
  | { readonly problem: 'malformed' | 'forged' | 'expired' };

/** The signed links that let subscribers act without a password or a cookie. */
export interface Links {
  /** Never expires. Every call with the same secret returns the same link. */
  readonly unsubscribeUrl: LinkMaker;
  readonly preferencesUrl: LinkMaker;
  readonly confirmUrl: LinkMaker;
  readonly exportUrl: LinkMaker;
  readonly eraseUrl: LinkMaker;
  /**
   * Returns the subscriber of a token if the token was made for this purpose and has not expired. Never
   * throws.
   */
  verify(token: string, purpose: Purpose): Verdict;
}

/**
 * Signed links of the form `<publicUrl>/<purpose>/<token>`. A token contains only an opaque id, a language and
 * perhaps the number of a dispatch, and none of them can be changed without the secret.
 */
export function createLinks({ secrets, publicUrl, clock }: LinksOptions): Links {
  const base = publicUrl.replace(/\/+$/, '');
  const keys = new Map<Purpose, readonly [Mac, ...Mac[]]>();

  const keysFor = (purpose: Purpose) => {
    const known = keys.get(purpose);
    if (known) return known;
    const [signing, ...former] = secrets.map((secret) => createMac(deriveKey(secret, purpose)));
    if (!signing) throw new RangeError('Links need at least one secret.');
    const derived: readonly [Mac, ...Mac[]] = [signing, ...former];
    keys.set(purpose, derived);
    return derived;
  };

  const makerFor =
    (purpose: Purpose): LinkMaker =>
    (subscriber, locale, issued = clock(), dispatch = undefined) => {
      const lifetime = purposeLifetime[purpose];
      const expires = lifetime === 0 ? 0 : seconds(issued) + lifetime;
      const claim = { subscriber, locale, expires, ...(dispatch !== undefined && { dispatch }) };
      return `${base}/${purpose}/${sealToken(claim, purpose, keysFor(purpose)[0])}`;
    };

  return {
    unsubscribeUrl: makerFor('unsubscribe'),
    preferencesUrl: makerFor('preferences'),
    confirmUrl: makerFor('confirm'),
    exportUrl: makerFor('export'),
    eraseUrl: makerFor('erase'),
    verify(token, purpose) {
      const claim = openToken(token, purpose, keysFor(purpose));
      if ('problem' in claim) return claim;
      if (claim.expires !== 0 && claim.expires <= seconds(clock())) return { problem: 'expired' };
      const { expires: _, ...verdict } = claim;
      return verdict;
    },
  };
}

const seconds = (time: number) => Math.floor(time / 1000);
