import type { FeedbackReading } from '../dispatches/read-feedback.ts';
import { plural } from '../foundation/problems/plural.ts';

/** What came back, in one line; empty if nothing did. */
export function describeReading({
  mails,
  suppressed,
  complained,
  unsubscribed,
  paused,
  left,
}: FeedbackReading): string {
  const parts = [
    mails.report && plural(mails.report, 'report'),
    mails.reply && plural(mails.reply, 'reply', 'replies'),
    mails['auto-reply'] && plural(mails['auto-reply'], 'automatic reply', 'automatic replies'),
    mails.unknown && `${plural(mails.unknown, 'unknown mail')} put aside in .courant/feedback`,
    complained && plural(complained, 'complaint'),
    unsubscribed && `${unsubscribed} unsubscribed`,
    suppressed && `${plural(suppressed, 'address', 'addresses')} suppressed`,
    paused.length && `${plural(paused.length, 'dispatch', 'dispatches')} paused`,
    left && `${plural(left, 'mail')} not handled`,
  ];
  return parts.filter(Boolean).join(', ');
}
