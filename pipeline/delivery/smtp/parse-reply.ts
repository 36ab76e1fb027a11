import { withoutAddresses } from '../../foundation/addresses/without-addresses.ts';
import type { Reply } from '../transport/reply.ts';
import type { Outcome } from '../transport/transport.ts';

/** Parses a server's reply of one or more lines, and removes addresses from its text. */
export function parseReply(response: string): Reply {
  const lines = response
    .split(/\r?\n/)
    .map((line) => /^(\d{3})(?:[ -](?:(\d\.\d{1,3}\.\d{1,3})\s)?(.*))?$/.exec(line));
  const first = lines.find((line) => line !== null);
  const text = lines.flatMap((line) => line?.[3]?.trim() || []).join(' ');
  return { code: Number(first?.[1] ?? 0), enhanced: first?.[2], text: withoutAddresses(text).slice(0, 500) };
}

/** Converts the error of a failed send into an outcome; undefined when it is not a reply to this message. */
export function readRefusal(error: Error & { code?: string; response?: string }): Outcome | undefined {
  const { code, response } = error;
  // nodemailer itself refused the message, for instance because an address has a line break. Nothing was
  // sent.
  if (code === 'EENVELOPE' && !response)
    return {
      kind: 'unwritable',
      reply: { code: 553, enhanced: '5.1.3', text: 'Not sent: the address cannot be written' },
    };
  // Other errors are not about this message, such as EPROTOCOL, a reply that no command asked for.
  if (!response || !['EENVELOPE', 'EMESSAGE', 'ECONNECTION'].includes(code ?? '')) return undefined;
  const reply = parseReply(response);
  if (reply.code >= 400 && reply.code < 500) return { kind: 'deferred', reply };
  return reply.code >= 500 && reply.code < 600 ? { kind: 'rejected', reply } : undefined;
}
