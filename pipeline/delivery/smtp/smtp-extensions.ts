import type { Message } from '../../messages/message.ts';
import type { Reply } from '../transport/reply.ts';
import { parseReply } from './parse-reply.ts';

/** The extensions and limits that a server announced in its reply to EHLO (RFC 5321, 4.1.1.1). */
export interface SmtpExtensions {
  /** Whether several commands may leave as one group (RFC 2920). */
  readonly pipelining: boolean;
  /**
   * Whether a reply is one to EHLO, by the name of the server and the word after it. False for every reply if the server
   * says nothing but its name.
   */
  isGreeting(reply: Reply): boolean;
  /** Returns the refusal that the server would give; undefined when it can take the message. */
  refuse(message: Message): Reply | undefined;
  /** The parameters of MAIL, each with a space before it. */
  parametersOf(message: Message): string;
}

/** Reads the reply to EHLO. */
export function readExtensions(greeting: string): SmtpExtensions {
  const lines = greeting.split(/\r?\n/).map((line) => line.replace(/^\d{3}[ -]/, '').toUpperCase());
  const has = (keyword: string) => lines.some((line) => line.split(/\s/, 1)[0] === keyword);
  const internationalised = has('SMTPUTF8');
  const limitsSize = has('SIZE');
  const size = Number(lines.map((line) => /^SIZE\s+(\d+)/.exec(line)?.[1]).find(Boolean) ?? 0);
  const own = beginningOf(parseReply(greeting));
  return {
    pipelining: has('PIPELINING'),
    isGreeting: (reply) => own !== undefined && beginningOf(reply) === own,
    refuse({ envelope: { from, to }, raw }) {
      if (to === '' || /[\r\n<>]/.test(from + to))
        return { code: 553, enhanced: '5.1.3', text: 'Not sent: the address cannot be written' };
      // Without the extension, such an address cannot be written into the envelope (RFC 6531, 3.2).
      if (!internationalised && isInternational(from + to))
        return { code: 553, enhanced: '5.6.7', text: 'Not sent: the server does not offer SMTPUTF8' };
      if (size > 0 && raw.byteLength > size)
        return { code: 552, enhanced: '5.3.4', text: `Not sent: the server takes ${size} bytes at most` };
      return undefined;
    },
    // SMTPUTF8: RFC 6531, 3.4. SIZE: RFC 1870, 6.
    parametersOf({ envelope: { from, to }, raw }) {
      const utf8 = isInternational(from + to) ? ' SMTPUTF8' : '';
      return limitsSize ? `${utf8} SIZE=${raw.byteLength}` : utf8;
    },
  };
}

/** The code and the first two words; undefined if there are no two words. */
function beginningOf({ code, text }: Reply): string | undefined {
  const [words] = /^\S+ \S+/.exec(text) ?? [];
  return words && `${code} ${words}`;
}

function isInternational(address: string): boolean {
  return /[^\0-\x7f]/.test(address);
}
