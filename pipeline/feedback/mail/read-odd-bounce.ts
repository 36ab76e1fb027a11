import { daemonAuthor, delaySubject, failureSubject, ownSubject } from './bounce-words.ts';
import { addressesIn } from './find-references.ts';
import type { Classified } from './mail-reading.ts';
import { type OddBounce, oddBounces } from './odd-bounces.ts';
import type { ParsedMail } from './parse-mail.ts';
import { refineStatus } from './refine-status.ts';

const mostRecipients = 20;

/** Reads a bounce that is not in the standard format. Undefined if the mail is not such a bounce. */
export function readOddBounce(mail: ParsedMail): Classified | undefined {
  const bounce = oddBounces.find(({ marks }) => isMarked(mail, marks)) ?? anyBounce(mail);
  if (bounce === undefined) return undefined;
  const end = bounce.copy?.exec(mail.text)?.index ?? mail.text.length;
  const told = mail.text.slice(0, end);
  const isDelay = isMereDelay(mail, bounce, told);
  const found = recipientsOf(mail, bounce, told);
  const recipients: (string | undefined)[] = found.length > 0 ? found : [undefined];
  return {
    verdict: 'report',
    format: bounce.name,
    reported: recipients.map((recipient) => {
      const words = wordsAbout(told, recipient, found);
      return {
        kind: isDelay ? 'delayed' : 'bounced',
        recipient,
        status: refineStatus(undefined, words, words === told ? '' : told),
        diagnostic: words.replace(/\s+/g, ' ').trim().slice(-1_000) || mail.subject,
      };
    }),
  };
}

function isMarked(
  { headers, author, subject, text }: ParsedMail,
  { header, author: authors, subject: subjects, text: texts }: OddBounce['marks'],
): boolean {
  if (header !== undefined && headers.has(header)) return true;
  if (authors?.test(author) && failureSubject.test(ownSubject(subject))) return true;
  return Boolean(subjects?.test(subject) || texts?.test(text));
}

/** The row for a bounce of an unknown program: a mail system wrote it, and its subject says what it is. */
function anyBounce({ author, subject: whole, headers }: ParsedMail): OddBounce | undefined {
  const subject = ownSubject(whole);
  const isFromNobody = headers.get('return-path')?.some((value) => value.trim() === '<>') ?? false;
  if (!daemonAuthor.test(author) && !isFromNobody) return undefined;
  if (!failureSubject.test(subject) && !delaySubject.test(subject)) return undefined;
  const copy =
    /^[> \t]*(?:-{3,60}.{0,60}(?:original|copy|message|header|below|returned|follow)|(?:return-path|received|message-id|mime-version):)/im;
  return {
    name: 'unknown program',
    marks: {},
    copy,
    delay: /still (?:trying|being)|will (?:be retried|continue)/i,
  };
}

function isMereDelay({ subject }: ParsedMail, { delay, name }: OddBounce, told: string): boolean {
  if (delay?.test(told)) return !/permanent (?:error|failure)|given up|giving up/i.test(told);
  return (
    delaySubject.test(subject) &&
    (delay !== undefined || name === 'unknown program') &&
    !failureSubject.test(subject)
  );
}

function recipientsOf({ headers }: ParsedMail, { recipient }: OddBounce, told: string): string[] {
  const failed = headers.get('x-failed-recipients')?.flatMap(addressesIn) ?? [];
  if (failed.length > 0) return failed.slice(0, mostRecipients);
  const matched =
    recipient === undefined ? [] : [...told.matchAll(recipient)].flatMap(([, address]) => address ?? []);
  const found = matched.length > 0 ? matched : addressesIn(told).slice(0, 1);
  return [...new Set(found.map(trim))].slice(0, mostRecipients);
}

const trim = (address: string) => address.replace(/[.,;:>]+$/, '');

/** What the mail says about one of several recipients: from its address to that of the next. */
function wordsAbout(told: string, recipient: string | undefined, all: readonly string[]): string {
  if (recipient === undefined || all.length < 2) return told;
  const start = told.indexOf(recipient);
  if (start < 0) return told;
  const ends = all.map((other) => told.indexOf(other, start + recipient.length)).filter((at) => at > start);
  return told.slice(start, Math.min(...ends, told.length));
}
