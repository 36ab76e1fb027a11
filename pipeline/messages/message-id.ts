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
 * The Message-ID of one delivery, with its angle brackets (RFC 5322, 3.6.4). It is the same on every attempt,
 * so that a receiver can recognise a duplicate; a correction has a new one. It reveals nothing about the
 * subscriber without their id.
 */
export function createMessageId({ issue, revision, subscriber, domain }: MessageIdentity): string {
  // JSON keeps the three apart whatever they contain.
  const identity = JSON.stringify([issue, revision, subscriber]);
  return format(createHash('sha256').update(identity).digest(), domain);
}

/** A Message-ID for a message outside any ledger, such as a test. It is random, so it never repeats. */
export function createRandomMessageId(domain: string): string {
  return format(randomBytes(32), domain);
}

const format = (bytes: Buffer, domain: string) => `<${bytes.toString('hex', 0, 16)}@${domain}>`;
