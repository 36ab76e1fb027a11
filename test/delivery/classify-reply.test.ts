import { expect, test } from 'vitest';
import { parseReply } from '../../pipeline/delivery/smtp/parse-reply.ts';
import { classifyReply } from '../../pipeline/delivery/transport/classify-reply.ts';
import { formatReply } from '../../pipeline/delivery/transport/reply.ts';

test.each([
  ['550 5.1.1 No such user', 'address'],
  ['550 5.1.10 Null MX', 'address'],
  ['550 5.2.1 Disabled', 'address'],
  ['552 5.2.2 Full', 'mailbox'],
  ['550 5.2.0 Mailbox trouble', 'mailbox'],
  ['550 5.4.4 No route', 'mailbox'],
  ['550 5.1.7 Bad sender', 'policy'],
  ['550 5.1.8 Bad sender domain', 'policy'],
  ['550 5.7.515 Not authenticated', 'policy'],
  ['530 Authentication required', 'policy'],
  ['550 No', 'refused'],
  // The class counts first: a 4yz never suppresses, whatever its enhanced code says.
  ['450 5.1.1 Confused', 'greylisted'],
  ['421 4.3.2 Closing', 'throttled'],
  ['450 4.7.28 Rate', 'throttled'],
  ['451 4.7.650 Rate', 'throttled'],
  ['451 4.7.0 [TSS04] Deferred', 'throttled'],
  ['450 4.7.1 Error: too much mail from 192.0.2.7', 'throttled'],
  ['450 4.7.1 Error: too many recipients from 192.0.2.7', 'throttled'],
  ['452 4.5.3 Error: too many recipients', 'temporary'],
  ['450 4.7.1 Greylisted', 'greylisted'],
  ['451 Later', 'greylisted'],
  ['452 4.2.2 Full', 'temporary'],
])('%s is %s', (response, expected) => {
  expect(classifyReply(parseReply(response))).toBe(expected);
});

test('a reply over several lines is read as one, without addresses', () => {
  const reply = parseReply(
    '550-5.1.1 The account <reader@example.org> that you\r\n550 5.1.1 tried to reach is gone',
  );
  expect(reply).toEqual({
    code: 550,
    enhanced: '5.1.1',
    text: 'The account (address) that you tried to reach is gone',
  });
  expect(formatReply(reply)).toBe('550 5.1.1 The account (address) that you tried to reach is gone');
});

test('a reply whose lines have different codes has none', () => {
  expect(parseReply('250-2.0.0 Queued\r\n550 5.7.1 Refused')).toMatchObject({ code: 0 });
  expect(parseReply('250-2.0.0 Queued\r\n250 Thank you')).toMatchObject({ code: 250, enhanced: '2.0.0' });
});

test('a long text is cut between two characters, and a word of a million letters is read at once', () => {
  expect(parseReply(`550 ${'a'.repeat(499)}😀`).text).toBe(`${'a'.repeat(499)}\ufffd`);
  expect(parseReply(`550 ${'a'.repeat(1_000_000)}`).text).toBe('a'.repeat(500));
});
