import { createHash } from 'node:crypto';
import type { FeedbackEvent } from '../feedback-event.ts';
import { answerFields, autoReplyFields, autoReplySubject, certainReplySubject } from './auto-reply-marks.ts';
import { daemonAuthor } from './bounce-words.ts';
import { parseDeliveryStatus } from './delivery-status.ts';
import { readFeedbackReport } from './feedback-report.ts';
import { findReferences, repliedTo } from './find-references.ts';
import type { Classified, ReadMail } from './mail-reading.ts';
import { type ParsedMail, parseMail } from './parse-mail.ts';
import { readOddBounce } from './read-odd-bounce.ts';
import { refineStatus } from './refine-status.ts';

interface ReadOptions {
  /** Whether an address has the shape of our return paths. */
  readonly isReturnPath: (address: string) => boolean;
  /** In milliseconds since 1970: for a mail without a date, and the latest that its date may be. */
  readonly now: number;
  /** The address that the server delivered the mail to, if it says so outside of the mail. */
  readonly recipient?: string | undefined;
}

/**
 * Reads a mail that came back. The same mail always gives the same ids, wherever it was read. Whether an event is
 * genuine is decided when it is applied: anybody can write a mail.
 */
export async function readMail(raw: Uint8Array, options: ReadOptions): Promise<ReadMail> {
  const id = idOf(raw);
  const mail = await parseMail(raw);
  if (mail === undefined) return { id, verdict: 'unknown', events: [], format: 'unreadable' };
  const { verdict, format, reported } = classify(mail);
  const { returnPath, messageId } = findReferences(mail, options.isReturnPath);
  const isAnswer = verdict === 'reply' || verdict === 'auto-reply';
  const shared = {
    source: 'mail',
    at: Math.min(mail.date ?? options.now, options.now),
    authenticated: false,
    returnPath: options.recipient && options.isReturnPath(options.recipient) ? options.recipient : returnPath,
    messageId: isAnswer ? repliedTo(mail) : messageId,
  };
  const events = reported.map((each, index) => ({ ...shared, ...each, id: `${id}-${index}` }));
  // An answer that names none of our messages has no delivery.
  const isAbout = ({ returnPath: path, messageId: message, unsubscribeToken }: FeedbackEvent) =>
    path !== undefined || message !== undefined || unsubscribeToken !== undefined;
  return { id, verdict, format, events: events.filter(isAbout) };
}

/**
 * The order matters: reports are automatic too, and programs that answer quote whatever they like. People do so
 * as well, so that only a program's mail is searched for the marks of a bounce.
 */
function classify(mail: ParsedMail): Classified {
  const isReported = isReport(mail) || isFromProgram(mail);
  const complaint = isReported ? readFeedbackReport(mail) : undefined;
  if (complaint !== undefined) return complaint;
  const statuses = isReported ? mail.statuses.flatMap(parseDeliveryStatus) : [];
  if (statuses.length > 0)
    return {
      verdict: 'report',
      format: 'RFC 3464',
      reported: statuses.map(({ recipient, action, status, diagnostic }) => ({
        kind: action === 'failed' ? 'bounced' : action,
        recipient,
        status: action === 'delivered' ? status : refineStatus(status, diagnostic, mail.text),
        diagnostic: diagnostic ?? firstWords(mail.text),
      })),
    };
  const token = /\bunsubscribe[\s:]+(v[12]\.[\w-]{40,200})/i.exec(mail.subject)?.[1];
  if (token !== undefined)
    return {
      verdict: 'unsubscribe',
      format: 'mailto',
      reported: [{ kind: 'unsubscribed', unsubscribeToken: token }],
    };
  const bounce = isFromProgram(mail) && !isAnswer(mail) ? readOddBounce(mail) : undefined;
  if (bounce !== undefined) return bounce;
  const answer = { recipient: mail.from || undefined };
  if (isAutomatic(mail))
    return { verdict: 'auto-reply', format: 'RFC 3834', reported: [{ kind: 'auto-reply', ...answer }] };
  if (mail.from === '') return { verdict: 'unknown', format: 'no author', reported: [] };
  return { verdict: 'reply', format: 'reply', reported: [{ kind: 'reply', ...answer }] };
}

/** Whether the mail says that it is a report (RFC 6522), so that its parts for programs are its own. */
function isReport({ headers }: ParsedMail): boolean {
  return headers.get('content-type')?.some((value) => /^\s*multipart\/report\b/i.test(value)) ?? false;
}

/** Whether a program wrote the mail, whatever a person may have forwarded or quoted. */
function isFromProgram(mail: ParsedMail): boolean {
  return isMarked(mail) || mail.headers.has('x-failed-recipients') || daemonAuthor.test(mail.author);
}

function isAutomatic(mail: ParsedMail): boolean {
  return isMarked(mail) || isAnswer(mail);
}

/** Whether a program answers for a person. Bounces never say this, so it outweighs all their marks. */
function isAnswer({ headers, subject }: ParsedMail): boolean {
  if (answerFields.some((name) => headers.has(name))) return true;
  return autoReplySubject.test(subject.trim()) && certainReplySubject.test(subject);
}

function isMarked({ headers }: ParsedMail): boolean {
  // People's programs never write a mail without a return path.
  if (headers.get('return-path')?.some((value) => value.trim() === '<>')) return true;
  return Object.entries(autoReplyFields).some(([name, values]) =>
    headers.get(name)?.some((value) => values.test(value)),
  );
}

/** The beginning of an explanation, for a report that does not say what the server said. */
export function firstWords(text: string): string | undefined {
  return text.replace(/\s+/g, ' ').trim().slice(0, 500) || undefined;
}

/** The fields that stay the same on every way that a mail takes. Servers add others, such as Received. */
const constantFields = ['message-id', 'date', 'from', 'subject'];

/**
 * A hash of the mail that is the same whether its lines end in LF or CRLF, with or without its envelope, and
 * with whatever fields the servers on its way have added.
 */
function idOf(raw: Uint8Array): string {
  const text = Buffer.from(raw)
    .toString('latin1')
    .replace(/^From .*\n/, '')
    .replaceAll('\r\n', '\n');
  const end = text.indexOf('\n\n');
  const [head, body] = end === -1 ? [text, ''] : [text.slice(0, end), text.slice(end)];
  const fields = head.split(/\n(?![ \t])/).filter((field) => {
    const name = field.slice(0, Math.max(0, field.indexOf(':'))).toLowerCase();
    return constantFields.includes(name);
  });
  const constant = (fields.length === 0 ? head : fields.sort().join('\n')) + body.trimEnd();
  return createHash('sha256').update(constant, 'latin1').digest('hex').slice(0, 32);
}
