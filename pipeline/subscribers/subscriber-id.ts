import { randomBytes } from 'node:crypto';

/**
 * Creates 16 random bytes as 32 hex digits, for a subscriber, a sign-up, a notice, or the pseudonym of an
 * erased person.
 */
export function createSubscriberId(): string {
  return randomBytes(16).toString('hex');
}

/**
 * Gives ids to people who are added together. Their first 6 bytes are the same, so that an index stores them
 * next to each other. With random ids, each insert would touch another page of the index.
 */
export function withSubscriberIds<Entry>(entries: readonly Entry[]): { entry: Entry; id: string }[] {
  const shared = randomBytes(6).toString('hex');
  const own = randomBytes(10 * entries.length).toString('hex');
  return entries.map((entry, index) => ({ entry, id: shared + own.slice(20 * index, 20 * (index + 1)) }));
}
