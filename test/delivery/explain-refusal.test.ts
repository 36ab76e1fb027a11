import { expect, test } from 'vitest';
import { parseReply } from '../../pipeline/delivery/smtp/parse-reply.ts';
import { explainRefusal } from '../../pipeline/delivery/transport/explain-refusal.ts';
import { formatReply } from '../../pipeline/delivery/transport/reply.ts';

const explain = (response: string) => explainRefusal(formatReply(parseReply(response)));

test.each<[string, string]>([
  [
    '550-5.7.25 The IP address sending this message does not have a PTR record\r\n550 5.7.25 setup',
    'Reverse DNS',
  ],
  ['421 4.7.23 The IP address does not have a PTR record', 'Reverse DNS'],
  ['550 5.7.26 Unauthenticated email is not accepted due to the DMARC policy of the domain', 'DMARC'],
  ['550 5.7.26 This mail is unauthenticated', 'SPF and DKIM'],
  ['550 5.7.27 This mail has been blocked: SPF did not pass', 'SPF'],
  ['421 4.7.27 This mail has been rate limited: SPF did not pass', 'SPF'],
  ['550 5.7.27 Sender address has null MX', 'Incoming mail'],
  ['550 5.7.29 This mail was not sent over a TLS connection', 'Mail server'],
  ['550 5.7.30 DKIM did not pass', 'DKIM'],
  ['421 4.7.31 The sending domain has no DMARC record', 'DMARC'],
  ['421 4.7.32 From: is not aligned', 'DMARC'],
  ['550 5.7.23 The message failed SPF', 'SPF'],
  ['550 5.7.515 Access denied, sending domain example.org does not pass', 'SPF, DKIM and DMARC'],
  ['550 5.7.515 Access denied. Spf= Pass , Dkim= Fail , DMARC= Fail', 'DKIM, DMARC'],
])('%s leads to the line "%s" of the doctor', (response, line) => {
  expect(explain(response)).toMatch(new RegExp(`\\. "courant doctor" says more: see its line "${line}"\\.$`));
});

test('a limit on the rate names no check, because none can see it', () => {
  expect(explain('421 4.7.28 Gmail has detected an unusual rate of mail')).toBe(
    'Too much mail at once, or too many complaints; send more slowly (delivery.pace).',
  );
});

test.each(['550 5.1.1 No such user', '550 5.7.1 Not today', '550 No', '250 2.7.27 OK', ''])(
  '"%s" is not about a rule for bulk mail',
  (response) => {
    expect(explain(response)).toBeUndefined();
  },
);
