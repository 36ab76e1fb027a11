import { formatReply } from './reply.ts';
import type { Outcome } from './transport.ts';

/** An outcome in words: the reply of the server, or what happened instead. */
export function describeOutcome(outcome: Outcome): string {
  if ('reply' in outcome && outcome.reply) return formatReply(outcome.reply);
  return 'detail' in outcome ? outcome.detail : outcome.kind;
}
