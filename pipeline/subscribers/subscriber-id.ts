import { randomBytes } from 'node:crypto';

/** 16 random bytes as 32 hex digits: for a new subscriber, a sign-up, a notice, or the pseudonym of who was erased. */
export function createSubscriberId(): string {
  return randomBytes(16).toString('hex');
}

/**
 * Makes ids for people who come together, which share their first 6 bytes: an index takes them side by side, where
 * scattered ones touch a page each.
 */
export function createNeighbouringIds(): () => string {
  const shared = randomBytes(6).toString('hex');
  return () => shared + randomBytes(10).toString('hex');
}
