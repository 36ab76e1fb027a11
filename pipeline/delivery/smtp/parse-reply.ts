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

/** The text of a reply may get into a report or a log, which must not contain addresses. */
function withoutAddresses(text: string): string {
  return text.replace(/<?[^\s<>@:]+@[^\s<>@,;]+>?/g, '(address)').replace(/[\p{Cc}]+/gu, ' ');
}

/** Converts the error of a failed send into an outcome; undefined when it is not a reply to this message. */
export function readRefusal(error: Error & { code?: string; response?: string }): Outcome | undefined {
  const { code, response } = error;
  // nodemailer refused it before anything was sent, such as an address with a line break.
  if (code === 'EENVELOPE' && !response)
    return {
      kind: 'unwritable',
      reply: { code: 553, enhanced: '5.1.3', text: 'Not asked: the address cannot be written' },
    };
  // A reply without a command (EPROTOCOL) says nothing about this message.
  if (!response || !['EENVELOPE', 'EMESSAGE', 'ECONNECTION'].includes(code ?? '')) return undefined;
  const reply = parseReply(response);
  if (reply.code >= 400 && reply.code < 500) return { kind: 'deferred', reply };
  return reply.code >= 500 && reply.code < 600 ? { kind: 'rejected', reply } : undefined;
}
