import { randomBytes } from 'node:crypto';

/** 16 random bytes as 32 hex digits: for a new subscriber, a sign-up, a notice, or the pseudonym of who was erased. */
export function createSubscriberId(): string {
  return randomBytes(16).toString('hex');
}
