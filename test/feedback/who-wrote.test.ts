import { expect, test } from 'vitest';
import { causeOf } from '../../pipeline/feedback/effects/cause-of.ts';
import { readMail } from '../../pipeline/feedback/mail/read-mail.ts';
import { createLinks } from '../../pipeline/subscribers/links/links.ts';

const ours = 'Message-ID: <m1@example.org>\nFrom: news@example.org\n\nHello\n';
const anna =
  'Return-Path: <anna@example.net>\nFrom: Anna <anna@example.net>\nIn-Reply-To: <m1@example.org>\n';
const program = 'Return-Path: <>\nFrom: Zoe <zoe@example.net>\nIn-Reply-To: <m1@example.org>\n';

async function verdictOn(...lines: readonly string[]): Promise<string> {
  const raw = Buffer.from(lines.join(''));
  const { verdict, events } = await readMail(raw, { isReturnPath: () => false, now: 0 });
  return [verdict, ...events.map(({ kind }) => kind)].join(' ');
}

test.each([
  [
    'Exim',
    'This message was created automatically by mail delivery software.\n\n  karl@example.com\n    unknown\n',
  ],
  ['Gmail', 'This is an automatically generated Delivery Status Notification\n\n     karl@example.com\n'],
  ['Postfix', 'This is the mail system at host mx.example.net.\n\n<karl@example.com>: 550 5.1.1 unknown\n'],
  ['qmail', '\nHi. This is the qmail-send program at example.net.\n\n<karl@example.com>:\nunknown\n'],
])('a person who quotes a bounce of %s without marks of a quote has replied', async (_, bounce) => {
  expect(
    await verdictOn(
      anna,
      'Subject: returned mail\n\n',
      'Look:\n'.slice(bounce.startsWith('\n') ? 6 : 0),
      bounce,
    ),
  ).toBe('reply reply');
});

test.each([
  ['message/delivery-status', 'Final-Recipient: rfc822; karl@example.com\nAction: failed\nStatus: 5.1.1\n'],
  ['message/feedback-report', 'Feedback-Type: abuse\nVersion: 1\n'],
])('a person who forwards the parts of a report (%s) has replied', async (type, part) => {
  expect(
    await verdictOn(
      anna,
      'Subject: Fwd: what is this?\nContent-Type: multipart/mixed; boundary=b\n\n',
      `--b\nContent-Type: text/plain\n\nThis came.\n--b\nContent-Type: ${type}\n\n${part}\n`,
      `--b\nContent-Type: message/rfc822\n\n${ours}\n--b--\n`,
    ),
  ).toBe('reply reply');
});

test.each([
  ['Re: Message delivery failed? Why letters are late', 'Precedence: bulk\n'],
  ['No longer at Example - Re: Returned mail and other stories', 'Auto-Submitted: auto-replied\n'],
  ['Automatic reply: Rejected! The week in politics', 'Auto-Submitted: auto-replied\n'],
  ['Mail delivery problems of the week', 'X-Autoreply: yes\n'],
  ['Not read: Issue 5', 'Content-Type: multipart/report; report-type=disposition-notification; boundary=b\n'],
])('a program that answers "%s" is no bounce', async (subject, fields) => {
  expect(
    await verdictOn(program, `Subject: ${subject}\n`, fields, '\nThis address is no longer valid.\n'),
  ).toBe('auto-reply auto-reply');
});

test.each([undefined, 7])(
  'a mail to leave is read with each version of a token (dispatch %s)',
  async (dispatch) => {
    const links = createLinks({ secrets: ['a'.repeat(32)], publicUrl: 'https://x.example', clock: () => 0 });
    const token = links.unsubscribeUrl('0'.repeat(32), 'en', 0, dispatch).split('/').at(-1);
    const raw = Buffer.from(`${anna}Subject: unsubscribe ${token}\n\n`);
    const { verdict, events } = await readMail(raw, { isReturnPath: () => false, now: 0 });
    expect(verdict).toBe('unsubscribe');
    expect(events).toMatchObject([{ kind: 'unsubscribed', unsubscribeToken: token }]);
  },
);

test('the older field of Gmail names the message', async () => {
  const raw = Buffer.from(
    'From: mailer-daemon@googlemail.com\nSubject: Delivery Status Notification (Failure)\n' +
      'Content-Type: multipart/report; boundary=b; report-type=delivery-status\n\n' +
      '--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; googlemail.com\n' +
      'X-Original-Message-ID: <m1@example.org>\n\nFinal-Recipient: rfc822; zoe@example.net\nAction: failed\nStatus: 5.1.1\n\n--b--\n',
  );
  const { events } = await readMail(raw, { isReturnPath: () => false, now: 0 });
  expect(events).toMatchObject([{ kind: 'bounced', messageId: '<m1@example.org>' }]);
});

test.each([
  ['Re: Urlaub in Berlin', 'reply reply'],
  ['AW: Vacation homes and who owns them', 'reply reply'],
  ['Urlaub bis 12. Dezember', 'auto-reply auto-reply'],
  ['Re: Out of office', 'auto-reply auto-reply'],
])('the subject "%s" alone makes a mail a %s', async (subject, verdict) => {
  expect(await verdictOn(anna, `Subject: ${subject}\n\nHello.\n`)).toBe(verdict);
});

test.each([
  ['4.7.5', 'X-Postfix; Server certificate not verified', 'policy'],
  ['4.4.1', 'connection timed out', 'mailbox'],
])('a bounce with %s has the cause of who is at fault', (status, diagnostic, cause) => {
  expect(
    causeOf({ source: 'mail', id: '1', kind: 'bounced', at: 0, authenticated: false, status, diagnostic }),
  ).toBe(cause);
});
