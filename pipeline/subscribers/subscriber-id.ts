import { randomBytes } from 'node:crypto';

/** 16 random bytes as 32 hex digits: for a new subscriber, a sign-up, a notice, or the pseudonym of who was erased. */
export function createSubscriberId(): string {
  return randomBytes(16).toString('hex');
}

/** Ids of people who come together: an index takes them side by side, where scattered ones touch a page each. */
export function createSubscriberIds(count: number): string[] {
  const shared = randomBytes(6).toString('hex');
  const own = randomBytes(10 * count).toString('hex');
  return Array.from({ length: count }, (_, index) => shared + own.slice(20 * index, 20 * (index + 1)));
}
