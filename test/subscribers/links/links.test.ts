import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createLinks } from '../../../pipeline/subscribers/links/links.ts';
import { type Purpose, purposeCode } from '../../../pipeline/subscribers/links/purpose.ts';

fc.configureGlobal({ seed: 20261119 });

const secret = 'a secret of forty characters, for tests.';
const subscriber = '000102030405060708090a0b0c0d0e0f';
const now = new Date('2026-11-19T06:00:00Z');
const purposes = Object.keys(purposeCode) as Purpose[];
const publicUrl = 'https://courant.example.org/';

const linksAt = (time: Date, secrets: readonly string[] = [secret]) =>
  createLinks({ secrets, publicUrl, clock: () => time.getTime() });
const links = linksAt(now);

const makers = {
  unsubscribe: links.unsubscribeUrl,
  preferences: links.preferencesUrl,
  confirm: links.confirmUrl,
  export: links.exportUrl,
  erase: links.eraseUrl,
};
const urlFor = (purpose: Purpose) => makers[purpose](subscriber, 'en-GB');
const tokenFor = (purpose: Purpose) => urlFor(purpose).split('/').at(-1) ?? '';

const purposeArbitrary = fc.constantFrom(...purposes);

describe('a signed link', () => {
  test.each(purposes)('for %s leads back to its subscriber and language', (purpose) => {
    expect(urlFor(purpose)).toMatch(
      new RegExp(`^https://courant\\.example\\.org/${purpose}/v1\\.[A-Za-z0-9_-]+$`),
    );
    expect(links.verify(tokenFor(purpose), purpose)).toEqual({ subscriber, locale: 'en-GB' });
  });

  test('carries any subscriber and any language tag', () => {
    const ids = fc
      .uint8Array({ minLength: 16, maxLength: 16 })
      .map((bytes) => Buffer.from(bytes).toString('hex'));
    const locales = fc.constantFrom('en', 'nl', 'zh-Hant-HK', 'de-DE-u-co-phonebk', 'ar');
    fc.assert(
      fc.property(ids, locales, (id, locale) => {
        const token = links.unsubscribeUrl(id, locale).split('/').at(-1) ?? '';
        expect(links.verify(token, 'unsubscribe')).toEqual({ subscriber: id, locale });
      }),
    );
  });

  test('is the same on every call, and to unsubscribe at any time', () => {
    expect(links.unsubscribeUrl(subscriber, 'nl')).toBe(
      linksAt(new Date('2031-01-01T00:00:00Z')).unsubscribeUrl(subscriber, 'nl'),
    );
    expect(links.preferencesUrl(subscriber, 'nl', now.getTime())).toBe(
      linksAt(new Date('2031-01-01T00:00:00Z')).preferencesUrl(subscriber, 'nl', now.getTime()),
    );
  });

  test('to unsubscribe never expires, and every other does', () => {
    const later = linksAt(new Date('2090-01-01T00:00:00Z'));
    const verdicts = purposes.map((purpose) => [purpose, later.verify(tokenFor(purpose), purpose)]);
    expect(Object.fromEntries(verdicts)).toEqual({
      unsubscribe: { subscriber, locale: 'en-GB' },
      preferences: { problem: 'expired' },
      confirm: { problem: 'expired' },
      export: { problem: 'expired' },
      erase: { problem: 'expired' },
    });
  });

  test('expires at the end of its lifetime, to the second', () => {
    const at = (iso: string) => linksAt(new Date(iso)).verify(tokenFor('erase'), 'erase');
    expect(at('2026-11-20T05:59:59Z')).toEqual({ subscriber, locale: 'en-GB' });
    expect(at('2026-11-20T06:00:00Z')).toEqual({ problem: 'expired' });
  });

  test('in the mail of a dispatch names it, and a link of the first version still works', () => {
    for (const dispatch of [1, 4_294_967_295]) {
      const token = links.unsubscribeUrl(subscriber, 'en-GB', undefined, dispatch).split('/').at(-1) ?? '';
      expect(token.startsWith('v2.')).toBe(true);
      expect(links.verify(token, 'unsubscribe')).toEqual({ subscriber, locale: 'en-GB', dispatch });
      expect(links.verify(token, 'preferences')).toEqual({ problem: 'forged' });
      expect(links.verify(token.replace('v2', 'v1'), 'unsubscribe')).toEqual({ problem: 'forged' });
    }
    // Links in mail that was sent before the second version existed.
    const old = 'v1.AQABAgMEBQYHCAkKCwwNDg8AAAAAZW4tR0Ij9thVP9brGylZoxfyoscn';
    expect(links.verify(old, 'unsubscribe')).toEqual({ subscriber, locale: 'en-GB' });
    expect(links.verify(old.replace('v1', 'v2'), 'unsubscribe')).toEqual({ problem: 'forged' });
  });

  test('shows nothing of the subscriber but the opaque id and the language', () => {
    const token = tokenFor('unsubscribe');
    const payload = Buffer.from(token.slice('v1.'.length), 'base64url');
    expect(payload.length).toBe(1 + 16 + 4 + 'en-GB'.length + 16);
    expect(payload.toString('hex', 1, 17)).toBe(subscriber);
  });
});

describe('a forged link', () => {
  test('is refused after any flipped bit', () => {
    const bits = (purpose: Purpose) => Buffer.from(tokenFor(purpose).slice(3), 'base64url');
    fc.assert(
      fc.property(purposeArbitrary, fc.nat(), (purpose, position) => {
        const bytes = bits(purpose);
        const bit = position % (bytes.length * 8);
        bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(links.verify(`v1.${bytes.toString('base64url')}`, purpose)).toEqual({ problem: 'forged' });
      }),
    );
  });

  test('is refused after any changed character, in one spelling or another', () => {
    const characters = fc.constantFrom(
      ...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.+/= ',
    );
    fc.assert(
      fc.property(purposeArbitrary, fc.nat(), characters, (purpose, position, character) => {
        const token = tokenFor(purpose);
        const at = position % token.length;
        const changed = token.slice(0, at) + character + token.slice(at + 1);
        fc.pre(changed !== token);
        expect(links.verify(changed, purpose)).toHaveProperty('problem');
      }),
    );
  });

  test('is refused when it is cut off or lengthened', () => {
    fc.assert(
      fc.property(purposeArbitrary, fc.nat(), fc.string({ minLength: 1 }), (purpose, cut, tail) => {
        const token = tokenFor(purpose);
        expect(links.verify(token.slice(0, cut % token.length), purpose)).toHaveProperty('problem');
        expect(links.verify(token + tail, purpose)).toHaveProperty('problem');
      }),
    );
  });

  test('is refused for every other purpose', () => {
    for (const made of purposes) {
      for (const used of purposes.filter((purpose) => purpose !== made)) {
        expect(links.verify(tokenFor(made), used)).toEqual({ problem: 'forged' });
      }
    }
  });

  test('is refused under another secret', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 32 }), purposeArbitrary, (other, purpose) => {
        fc.pre(other !== secret);
        expect(linksAt(now, [other]).verify(tokenFor(purpose), purpose)).toEqual({ problem: 'forged' });
      }),
    );
  });

  test('is refused without a crash when it is garbage', () => {
    const garbage = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.base64String({ maxLength: 300 }).map((text) => `v1.${text}`),
    );
    fc.assert(
      fc.property(garbage, purposeArbitrary, (token, purpose) => {
        expect(links.verify(token, purpose)).toHaveProperty('problem');
      }),
    );
  });
});

describe('secrets', () => {
  test('rotate: the first signs, and the former still verify', () => {
    const newer = 'a newer secret of forty characters, too.';
    const rotated = linksAt(now, [newer, secret]);
    expect(rotated.verify(tokenFor('unsubscribe'), 'unsubscribe')).toEqual({ subscriber, locale: 'en-GB' });
    const fresh = rotated.unsubscribeUrl(subscriber, 'en').split('/').at(-1) ?? '';
    expect(linksAt(now, [newer]).verify(fresh, 'unsubscribe')).toEqual({ subscriber, locale: 'en' });
    expect(links.verify(fresh, 'unsubscribe')).toEqual({ problem: 'forged' });
  });
});

test('no link is made for an invalid subscriber id or language tag', () => {
  expect(() => links.unsubscribeUrl('abc', 'en')).toThrow(RangeError);
  expect(() => links.unsubscribeUrl(`${subscriber}00`, 'en')).toThrow(RangeError);
  expect(() => links.unsubscribeUrl(subscriber, 'en/../nl')).toThrow(RangeError);
  expect(() => links.unsubscribeUrl(subscriber, '')).toThrow(RangeError);
});
