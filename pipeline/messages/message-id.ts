import { createHash, randomBytes } from 'node:crypto';

export interface MessageIdentity {
  /** The issue's slug. */
  readonly issue: string;
  /** 1, 2, …: counts deliberate corrections. */
  readonly revision: number;
  /** The subscriber's opaque id, 32 hex digits. */
  readonly subscriber: string;
  /** The sender's domain; an internationalised one in its A-label form. */
  readonly domain: string;
}

/**
 * The Message-ID of one delivery, with its angle brackets (RFC 5322, 3.6.4). The same delivery has the same one
 * on every attempt, so that a receiver can tell a repetition; a correction has a new one. It says nothing of the
 * subscriber to whoever does not know the id already.
 */
export function createMessageId({ issue, revision, subscriber, domain }: MessageIdentity): string {
  // JSON keeps the three apart whatever they contain.
  const identity = JSON.stringify([issue, revision, subscriber]);
  return format(createHash('sha256').update(identity).digest(), domain);
}

/** A Message-ID for a message outside of every ledger, such as a test: random, so never the same twice. */
export function createRandomMessageId(domain: string): string {
  return format(randomBytes(32), domain);
}

const format = (bytes: Buffer, domain: string) => `<${bytes.toString('hex', 0, 16)}@${domain}>`;
