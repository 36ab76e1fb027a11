import { createHash, randomBytes } from 'node:crypto';

interface MessageIdentity {
  /** The issue's slug. */
  readonly issue: string;
  /** 1 for the first dispatch, and one more for each correction. */
  readonly revision: number;
  /** The subscriber's opaque id, 32 hex digits. */
  readonly subscriber: string;
  /** The sender's domain, in A-labels if it is internationalised. */
  readonly domain: string;
}

/**
 * The Message-ID of one delivery, with its angle brackets (RFC 5322, 3.6.4). It is the same on every attempt,
 * so that a receiver can recognise a duplicate. A correction gets a new one. It reveals nothing about the
 * subscriber to anybody who does not know their id.
 */
export function createMessageId({ issue, revision, subscriber, domain }: MessageIdentity): string {
  // JSON separates the three values unambiguously.
  const identity = JSON.stringify([issue, revision, subscriber]);
  return format(createHash('sha256').update(identity).digest(), domain);
}

/** A random Message-ID for a message that is not in the ledger, such as a test. */
export function createRandomMessageId(domain: string): string {
  return format(randomBytes(32), domain);
}

const format = (bytes: Buffer, domain: string) => `<${bytes.toString('hex', 0, 16)}@${domain}>`;
