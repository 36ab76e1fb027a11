import { expect, test } from 'vitest';
import { causeOf } from '../../../pipeline/feedback/effects/cause-of.ts';
import { readMail } from '../../../pipeline/feedback/mail/read-mail.ts';
import { providers } from '../../../pipeline/feedback/webhooks/providers.ts';
import { samples } from './samples.ts';
import { now, signWebhook } from './sign-webhook.ts';

test.each(samples)('$provider: $name', ({ provider, content, events, ignored = [] }) => {
  const { body } = signWebhook(provider, content);
  const reading = providers[provider].read(JSON.parse(body), now);
  expect(reading?.events).toEqual(
    events.map((event) => ({ source: provider, authenticated: true, ...event })),
  );
  expect(reading?.ignored).toEqual(ignored);
});

test.each([
  ['a part of an event that cannot be read', 'sendgrid', [{ event: 'bounce' }, {}], 2],
  ['a text in place of a batch', 'sendgrid', 'bounce', undefined],
  ['an event of no kind', 'postmark', { Type: 'HardBounce' }, undefined],
  ['a name that every object has', 'brevo', { event: 'constructor' }, 0],
] as const)('%s', (_name, provider, body, unreadable) => {
  expect(providers[provider].read(body, now)?.unreadable).toBe(unreadable);
});

const bounceOf = (words: string, more = {}) => ({
  mail: `From: MAILER-DAEMON@example.net\nContent-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.net\n\nFinal-Recipient: rfc822; zoe@example.net\nAction: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; ${words}\n\n--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: <1@example.org>\n--b--\n`,
  mailgun: {
    'event-data': {
      event: 'failed',
      id: 'a',
      severity: 'permanent',
      'delivery-status': { code: 550, message: words },
      ...more,
    },
  },
  sendgrid: [{ event: 'bounce', type: 'bounce', sg_event_id: 'a', reason: words, ...more }],
});

test.each([
  ['550 Message rejected as spam', 'policy'],
  ['552 mailbox full', 'mailbox'],
  ['550 No such user here', 'address'],
])('"%s" means %s through each door', async (words, cause) => {
  const { mail, mailgun, sendgrid } = bounceOf(words);
  const { events } = await readMail(Buffer.from(mail), { isReturnPath: () => false, now });
  const all = [
    ...events,
    ...(providers.mailgun.read(mailgun, now)?.events ?? []),
    ...(providers.sendgrid.read(sendgrid, now)?.events ?? []),
  ];
  expect(all.map(causeOf)).toEqual([cause, cause, cause]);
});

test('words do not make an address wrong when the provider says that the failure passes', () => {
  const { sendgrid } = bounceOf('host not found', { type: 'blocked' });
  expect(providers.sendgrid.read(sendgrid, now)?.events.map(causeOf)).toEqual(['mailbox']);
});
