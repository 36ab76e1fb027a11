import type { Message } from '../../messages/message.ts';
import type { Reply } from '../transport/reply.ts';

/** The limits that a server announced in its reply to EHLO (RFC 5321, 4.1.1.1). */
export interface SmtpExtensions {
  /** Returns the refusal that the server would give; undefined when it can take the message. */
  refuse(message: Message): Reply | undefined;
}

/** Reads the reply to EHLO. */
export function readExtensions(greeting: string): SmtpExtensions {
  const lines = greeting.split(/\r?\n/).map((line) => line.replace(/^\d{3}[ -]/, '').toUpperCase());
  const internationalised = lines.some((line) => /^SMTPUTF8\b/.test(line));
  const size = Number(lines.map((line) => /^SIZE\s+(\d+)/.exec(line)?.[1]).find(Boolean) ?? 0);
  return {
    refuse({ envelope, raw }) {
      // Without the extension, such an address cannot be written into the envelope (RFC 6531, 3.2).
      if (!internationalised && /[^\0-\x7f]/.test(envelope.to + envelope.from))
        return { code: 553, enhanced: '5.6.7', text: 'Not sent: the server does not offer SMTPUTF8' };
      if (size > 0 && raw.byteLength > size)
        return { code: 552, enhanced: '5.3.4', text: `Not sent: the server takes ${size} bytes at most` };
      return undefined;
    },
  };
}
