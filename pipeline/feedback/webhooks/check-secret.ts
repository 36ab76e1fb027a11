import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Trust, Verdict, WebhookRequest } from './provider.ts';

/** The header for a secret, for providers that send headers of the customer's choice. */
export const secretHeader = 'x-courant-secret';

const shortestSecret = 24;

/** Why a secret that we chose ourselves is too weak, worded to follow a colon. */
export function faultOfChosen(secret: string): string | undefined {
  return secret.length < shortestSecret
    ? `it needs at least ${shortestSecret} characters; "openssl rand -hex 32" creates one`
    : undefined;
}

/**
 * Checks a request that has the secret in a header: as a bearer token, as the password of HTTP basic
 * authentication with any user name, or in `X-Courant-Secret`.
 */
export function checkSecret({ header, bytes }: WebhookRequest, { secrets }: Trust): Verdict {
  const given = [header(secretHeader), ...credentialsIn(header('authorization') ?? '')];
  const isKnown = given.some((each) => each !== undefined && secrets.some((secret) => isSame(each, secret)));
  if (!isKnown) return { outcome: 'forged', reason: 'it does not have the secret' };
  return { outcome: 'genuine', id: hashOf(bytes) };
}

function credentialsIn(authorization: string): (string | undefined)[] {
  const [, scheme = '', value = ''] = /^(bearer|basic) +(\S+)$/i.exec(authorization) ?? [];
  if (scheme.toLowerCase() !== 'basic') return [value || undefined];
  const [, ...password] = Buffer.from(value, 'base64').toString('utf8').split(':');
  return [password.join(':') || undefined];
}

/** Compares texts in a time that does not depend on where they differ. */
export function isSame(one: string | Uint8Array, other: string | Uint8Array): boolean {
  const [a, b] = [one, other].map((each) => createHash('sha256').update(each).digest());
  return a !== undefined && b !== undefined && timingSafeEqual(a, b);
}

export function hmac(key: string | Uint8Array, ...parts: readonly (string | Uint8Array)[]): Buffer {
  const mac = createHmac('sha256', key);
  for (const part of parts) mac.update(part);
  return mac.digest();
}

export function hashOf(...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}
