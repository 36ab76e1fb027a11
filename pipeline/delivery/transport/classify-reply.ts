import type { Reply } from './reply.ts';

/**
 * The cause of a refusal, which decides what happens next. docs/operator/delivery.md explains each of them.
 */
export type ReplyClass =
  /** The address does not exist and is suppressed. */
  | 'address'
  /**
   * The mailbox cannot take the message (full, unreachable). The address is suppressed after three dispatches in
   * a row.
   */
  | 'mailbox'
  /** The server refuses us, not the recipient: our sender, our reputation, our authentication. */
  | 'policy'
  /** We are too fast for this domain. */
  | 'throttled'
  /** The server defers a first contact on purpose. A retry may succeed after five minutes or more. */
  | 'greylisted'
  /** Any other temporary refusal. */
  | 'temporary'
  /** Any other permanent refusal. */
  | 'refused';

/** RFC 3463 codes for an address that is permanently wrong. */
const noSuchAddress = ['5.1.1', '5.1.2', '5.1.3', '5.1.6', '5.1.10', '5.2.1'];
const noRoomOrRoute = ['5.2.2', '5.2.0'];
const ourSender = ['5.1.7', '5.1.8'];
/**
 * Codes for authentication that is required or failed (RFC 4954, 6), for servers that send no enhanced code.
 */
const authentication = [530, 534, 535, 538];
/**
 * Codes for throttling: 4.7.28 is Gmail's, 4.7.650 Microsoft's. Yahoo and Postfix say it in the text: TSS04
 * …, "too much mail from".
 */
const tooFast = ['4.7.28', '4.7.650'];
const tooFastText =
  /\bTSS\d\d\b|rate limit|too much mail|too many (?:messages|connections|recipients from)|try again more slowly/i;

/**
 * Classifies a reply by 4yz or 5yz first and by the enhanced code second, because some servers get the latter
 * wrong.
 */
export function classifyReply({ code, enhanced = '', text }: Reply): ReplyClass {
  if (code >= 500) {
    if (noSuchAddress.includes(enhanced)) return 'address';
    if (noRoomOrRoute.includes(enhanced) || enhanced.startsWith('5.4.')) return 'mailbox';
    const isPolicy = ourSender.includes(enhanced) || enhanced.startsWith('5.7.');
    return isPolicy || authentication.includes(code) ? 'policy' : 'refused';
  }
  if (code === 421 || tooFast.includes(enhanced) || tooFastText.test(text)) return 'throttled';
  if (enhanced === '4.7.1' || code === 450 || code === 451) return 'greylisted';
  return 'temporary';
}
