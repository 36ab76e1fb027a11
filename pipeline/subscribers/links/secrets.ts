import { hkdfSync } from 'node:crypto';
import { fail } from '../../foundation/problems/problem.ts';
import type { Purpose } from './purpose.ts';

const shortestSecret = 32;

/**
 * Parses `COURANT_SECRET`: one secret, or several separated by commas, the newest first. The first signs and
 * all of them verify, so replacing a secret does not break the links that it signed. Throws a `ProblemError`
 * when there is no secret, or when one is shorter than 32 characters.
 */
export function parseSecrets(value: string): readonly string[] {
  const secrets = value
    .split(',')
    .map((secret) => secret.trim())
    .filter((secret) => secret !== '');
  if (secrets.length === 0) refuse('it is empty');
  if (secrets.some((secret) => secret.length < shortestSecret)) {
    refuse(`a secret needs at least ${shortestSecret} characters; "openssl rand -hex 32" creates one`);
  }
  return secrets;
}

/** A key for each purpose (HKDF, RFC 5869), so that a link for one purpose never works for another. */
export function deriveKey(secret: string, purpose: Purpose): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', `courant links v1 ${purpose}`, 32));
}

function refuse(reason: string): never {
  fail('invalid-environment', { name: 'COURANT_SECRET', reason });
}
