import { classifyReply, type ReplyClass } from '../../delivery/transport/classify-reply.ts';
import type { FeedbackEvent } from '../feedback-event.ts';

/** The cause of a bounce or a delay; a server's reply has the same causes. */
export type Cause = ReplyClass;

/**
 * The cause of a bounce or a delay, from its enhanced code, or else from one in the server's words, or else
 * from the provider's own classification. Undefined for other kinds of events.
 */
export function causeOf({ kind, status, permanent, diagnostic = '' }: FeedbackEvent): Cause | undefined {
  if (kind !== 'bounced' && kind !== 'delayed') return undefined;
  const enhanced = isTelling(status) ? status : (codeIn(diagnostic) ?? status);
  if (enhanced === undefined || !isTelling(enhanced)) {
    if (permanent === true) return 'address';
    if (permanent === false) return 'mailbox';
  }
  const basic = Number(/\b([45]\d\d)\b/.exec(diagnostic)?.[1] ?? 0);
  if (enhanced === undefined)
    return basic === 0 ? 'refused' : classifyReply(reply(basic, undefined, diagnostic));
  const isPermanent = enhanced.startsWith('5.');
  // A basic code of the same class may say more than the enhanced code, such as 535.
  const agrees = basic > 0 && basic >= 500 === isPermanent;
  const cause = classifyReply(reply(agrees ? basic : isPermanent ? 500 : 400, enhanced, diagnostic));
  // Such as 4.7.5: no connection with TLS, although we require it. Nobody may be suppressed for it.
  if (kind === 'bounced' && cause === 'temporary' && enhanced.startsWith('4.7.')) return 'policy';
  // A server that gave up after many attempts reports the last temporary reply: nobody could take the message.
  return kind === 'bounced' && (cause === 'temporary' || cause === 'greylisted') ? 'mailbox' : cause;
}

const reply = (code: number, enhanced: string | undefined, text: string) => ({ code, enhanced, text });

/** A code such as 5.0.0 or 4.0.0 says nothing but its class (RFC 3463, 3.1). */
const isTelling = (status: string | undefined) => status !== undefined && !/^[245]\.0\.0$/.test(status);

function codeIn(text: string): string | undefined {
  return /(?<![\d.])([45]\.\d{1,3}\.\d{1,3})(?![\d.])/.exec(text)?.[1];
}
