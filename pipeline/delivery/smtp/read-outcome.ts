import type { Reply } from '../transport/reply.ts';
import type { Outcome } from '../transport/transport.ts';

/** RFC 5321, 4.2.2: bad sequence of commands. */
export const badSequence = 503;

/** The replies at the beginning and the end of a session (RFC 5321, 4.2.3). Whatever they follow, they accept no message. */
const ofSession = [220, 221];

/** The outcome that a reply to the final dot means. Undefined if it is neither an acceptance nor a refusal. */
export function readOutcome(reply: Reply): Outcome | undefined {
  const isAcceptance = isSuccess(reply) && !ofSession.includes(reply.code);
  return isAcceptance ? { kind: 'accepted', reply } : readRefusal(reply);
}

/** The outcome that a refusal means, at any step. */
export function readRefusal(reply: Reply): Outcome | undefined {
  if (reply.code >= 400 && reply.code < 500) return { kind: 'deferred', reply };
  return reply.code >= 500 && reply.code < 600 ? { kind: 'rejected', reply } : undefined;
}

export const isSuccess = ({ code }: Reply): boolean => code >= 200 && code < 300;

/** Whether a reply looks like one to MAIL or RCPT: RFC 3463 keeps x.1.x for addresses, and 503 is for commands. */
export function isOfEnvelope({ code, enhanced }: Reply): boolean {
  return code === badSequence || (enhanced?.startsWith('2.1.') ?? false);
}
